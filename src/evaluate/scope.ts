/** Variables of an activation, and of those around it. */
import type { VarRef } from "../ir/types.js";
import { lost, UNKNOWN, type Val } from "./values.js";

export class Scope {
  readonly vars = new Map<number, Val>();
  constructor(readonly parent: Scope | undefined) {}

  private owner({ depth }: VarRef): Scope {
    let at: Scope | undefined = this;
    for (let d = depth; d > 0; d--) at = at?.parent;
    return at ?? lost();
  }

  /** What nobody has written yet is not known: it may be written by what is not evaluated. */
  read(ref: VarRef): Val {
    const { vars } = this.owner(ref);
    return vars.has(ref.index) ? vars.get(ref.index) : UNKNOWN;
  }

  write(ref: VarRef, value: Val): void {
    this.owner(ref).vars.set(ref.index, value);
  }
}
