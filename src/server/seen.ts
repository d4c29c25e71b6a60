/**
 * Looks at the calls that the interpreter recorded, through the models: which calls have a row of a kind,
 * what stands at a position, and whether a row's condition holds. Answers come from the values at the end
 * of the analysis; nothing is run.
 */
import { codeOf } from "../ir/code.js";
import type { FunctionIR, ModuleIR } from "../ir/types.js";
import type { CallModel } from "../models/call-model.js";
import { parsePosition } from "../models/position.js";
import type { HostingRow, Position, SinkKind, SinkRow } from "../models/types.js";
import { type ModelCall, readPosition } from "../taint/arguments.js";
import type { CallArgs, Frame, Machine } from "../taint/machine.js";
import type { CallRecord } from "../taint/record.js";
import { holdsOf } from "../taint/row-conditions.js";
import { newState } from "../taint/state.js";
import type { Summary } from "../taint/summary.js";
import { BOTTOM, isBottom, type Value } from "../taint/values.js";
import type { KnownReleases, Standing } from "./releases.js";

/** A recorded call with one of its hosting rows, whose condition may hold. */
export interface HostingCall {
  readonly call: CallRecord;
  readonly row: HostingRow;
  /** What stands at the row's `at`. */
  readonly value: Value | undefined;
  /** Of a row that holds in some releases only: which one the tree gets. */
  readonly standing: Standing | undefined;
}

export class SeenCalls {
  readonly all: readonly CallRecord[];
  private readonly byFunction = new Map<FunctionIR, CallRecord[]>();
  private readonly rows = new Map<HostingRow["does"], HostingCall[]>();
  /** Rows that would hold in another release of their package. */
  readonly elsewhere: HostingCall[] = [];

  constructor(
    readonly m: Machine,
    private readonly releases: KnownReleases,
  ) {
    this.all = m.seen.calls();
    for (const seen of this.all) {
      const list = this.byFunction.get(seen.fn);
      if (list === undefined) this.byFunction.set(seen.fn, [seen]);
      else list.push(seen);
      for (const call of [seen, ...madeByFramework(seen)]) this.addRows(call);
    }
  }

  private addRows(call: CallRecord): void {
    for (const row of this.model(call)?.hosting ?? []) {
      if (!this.mayHold(call, row.when)) continue;
      const standing = row.versions && this.releases.of(row.versions, call.site.module);
      const value =
        row.at === undefined ? undefined : this.first(call, row.at, (v) => isGiven(v) && !isUnset(call, v));
      const entry = { call, row, value, standing };
      if (standing?.holds === false) {
        this.elsewhere.push(entry);
        continue;
      }
      const rows = this.rows.get(row.does);
      if (rows === undefined) this.rows.set(row.does, [entry]);
      else rows.push(entry);
    }
  }

  model(call: CallRecord): CallModel | undefined {
    return this.m.model(call.site.module.language).call(call.path);
  }

  /** The rows that say what a call does, as far as its options say so. */
  sinks(call: CallRecord): readonly SinkRow[] {
    return (this.model(call)?.sinks ?? []).filter((row) => this.mayHold(call, row.when));
  }

  kinds(call: CallRecord): readonly SinkKind[] {
    return this.sinks(call).map((row) => row.kind);
  }

  /** Calls that stand in a function. */
  in(fn: FunctionIR): readonly CallRecord[] {
    return this.byFunction.get(fn) ?? [];
  }

  /** Calls that have a hosting row of this kind. */
  hosting(does: HostingRow["does"]): readonly HostingCall[] {
    return this.rows.get(does) ?? [];
  }

  /** The call as one activation of its function makes it; undefined where there are several, and that one is not known. */
  by(summary: Summary | undefined, call: CallRecord): CallRecord | undefined {
    if (call.inContext.size < 2) return call;
    const own = summary === undefined ? undefined : call.inContext.get(summary);
    if (own === undefined) return undefined;
    return { ...call, self: own.self ?? BOTTOM, args: [...own.args], names: new Map(own.names) };
  }

  /** The value at a position. */
  read(call: CallRecord, position: Position): Value | undefined {
    const named = this.readNamed(call, position);
    if (named !== undefined) return named;
    const v = readPosition(this.m, this.asModelCall(call), position);
    return v === undefined || isBottom(v) ? undefined : v;
  }

  /** An option of an object that is made on the spot: `security=Settings(protect=False)`. */
  private readNamed(call: CallRecord, position: Position): Value | undefined {
    const dot = typeof position === "string" && !position.includes("|") ? position.lastIndexOf(".") : -1;
    if (typeof position !== "string" || dot < 0) return undefined;
    const holder = readPosition(this.m, this.asModelCall(call), position.slice(0, dot));
    for (const r of holder?.refs ?? []) {
      const value = r.kind === "ext" ? r.call?.names.get(position.slice(dot + 1)) : undefined;
      if (value !== undefined && !isBottom(value)) return value;
    }
    return undefined;
  }

  /** Of the alternatives of a position, the first whose value fits. */
  first(call: CallRecord, position: Position, fits: (v: Value) => boolean): Value | undefined {
    const text = String(position);
    if (parsePosition(position).length === 1) {
      const v = this.read(call, position);
      return v !== undefined && fits(v) ? v : undefined;
    }
    for (const part of text.split("|")) {
      const v = this.read(call, part.trim());
      if (v !== undefined && fits(v)) return v;
    }
    return undefined;
  }

  /** Conditions under which the call is made, as text. */
  conditions(call: CallRecord): readonly string[] {
    const code = codeOf(call.site.module, call.fn);
    const instr = code.callAt(call.site.span);
    return instr === undefined ? [] : code.conditions(instr);
  }

  private asModelCall(call: CallRecord): ModelCall {
    const args: CallArgs = {
      positional: call.args,
      names: call.names,
      rest: isBottom(call.rest) ? undefined : call.rest,
      kwRest: isBottom(call.rest) ? undefined : call.rest,
    };
    return {
      path: call.path,
      self: isBottom(call.self) ? undefined : call.self,
      args,
      site: call.site,
      frame: this.frameOf(call.site.module, call.fn, call),
    };
  }

  private frameOf(module: ModuleIR, fn: FunctionIR, call: CallRecord): Frame {
    return {
      summary: call.summary,
      module,
      fn,
      env: this.m.info(module).scope,
      temps: [],
      state: newState(0, BOTTOM),
    };
  }

  /** May the condition of a row hold for the call? */
  mayHold(call: CallRecord, when: SinkRow["when"]): boolean {
    return when === undefined || holdsOf(this.read(call, when.at), when);
  }
}

/** `app.add_middleware(CORSMiddleware, allow_origins=...)`: the class is made later, with the other arguments. */
function madeByFramework(call: CallRecord): CallRecord[] {
  if (!/(^|\.)(add_middleware|Middleware)$/.test(call.path)) return [];
  return (call.args[0]?.refs ?? []).flatMap((r) =>
    r.kind === "ext" ? [{ ...call, path: r.path, callee: r, args: call.args.slice(1) }] : [],
  );
}

/** Anything but an absent argument. */
export const isGiven = (v: Value): boolean =>
  v.unknown || v.taints.length > 0 || v.refs.length > 0 || v.consts.some((c) => c !== undefined);

/** Given, and neither null nor false, at least in some runs. */
export const isOn = (v: Value): boolean =>
  v.unknown ||
  v.taints.length > 0 ||
  v.refs.length > 0 ||
  v.consts.some((c) => c !== undefined && c !== null && c !== false && c !== "");

/** May it be absent, null or false as well? */
export const mayBeOff = (v: Value): boolean =>
  v.consts.some((c) => c === undefined || c === null || c === false || c === "");

/** A setting of the object itself that nobody has set: what is read of it is the library's own default. */
export function isUnset(call: CallRecord, v: Value): boolean {
  return (
    v.refs.length > 0 &&
    v.consts.length === 0 &&
    v.taints.length === 0 &&
    v.refs.every(
      (r) =>
        r.kind === "ext" &&
        r.call === undefined &&
        call.self.refs.some((self) => self.kind === "ext" && r.path.startsWith(`${self.path}.`)),
    )
  );
}
