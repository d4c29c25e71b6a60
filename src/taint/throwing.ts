import type { State, Variables } from "./state.js";

/**
 * What a handler may find when something in a block throws: the state at its begin, after each assignment, and as a
 * call has left the properties of objects. Facts only grow within a block, so those of its begin are all that can be
 * relied on, and what is checked later on counts as a doubt: the state at the end tells of it.
 */
export class Throwing {
  private fields: State["fields"];
  private escaped: boolean;
  private vars: Variables;
  private isBehind = false;

  constructor(
    private readonly state: State,
    /** Does the block begin what the handler guards? Otherwise the blocks before it have told all that it begins with. */
    begins: boolean,
    /** Hands the state to the handler; of its variables only those that are not as they were. */
    private readonly hand: (since?: Variables) => void,
  ) {
    if (begins) hand();
    this.fields = state.fields;
    this.escaped = state.escaped;
    this.vars = state.vars.copy();
  }

  assigned(): void {
    this.hand(this.vars);
    this.isBehind = false;
    this.fields = this.state.fields;
    this.escaped = this.state.escaped;
    this.vars = this.state.vars.copy();
  }

  called(): void {
    if (this.isOther()) this.assigned();
    else this.isBehind = true;
  }

  end(): void {
    if (this.isBehind || this.isOther()) this.assigned();
  }

  private isOther(): boolean {
    return this.fields !== this.state.fields || this.escaped !== this.state.escaped;
  }
}
