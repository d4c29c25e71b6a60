/**
 * Can whoever asks a database there only read? Models say which connections, sessions and calls are such; a statement
 * of the program's own (`PRAGMA query_only = ON`) makes a connection one, where each call of a tool makes it anew.
 *
 *   sqlite3.connect("file:shop.db?mode=ro", uri=True).execute(query)
 *   session.executeRead((tx) => tx.run(query))
 *
 *   async with connection.transaction(readonly=True): await connection.fetch(query)
 *
 * Where several connections may be meant, all of them have to be such.
 */
import { grouped } from "../grouped.js";
import { holds, isBefore } from "../ir/around.js";
import { codeOf } from "../ir/code.js";
import type { FunctionIR, ModuleIR, Span } from "../ir/types.js";
import type { ReadingRow } from "../models/types.js";
import type { SeenCalls } from "../server/seen.js";
import { lazily } from "../taint/lazily.js";
import { lastName } from "../taint/machine.js";
import type { CallRecord } from "../taint/record.js";
import type { SinkHit } from "../taint/summary.js";
import type { ExtObj, Value } from "../taint/values.js";
import { madeIn } from "./databases.js";

/** Between a statement and the call that connected. */
const MAX_STEPS = 8;

/** SQLite's own statement; a transaction that only reads is ended by the text that is asked in it. */
const HOLD = /^\s*PRAGMA\s+(?:\w+\.)?query_only\s*(?:=|\()\s*(?:1|on|true|yes)\b/i;

export class Reading {
  constructor(private readonly calls: SeenCalls) {}

  private readonly bySite = lazily(() => grouped(this.calls.all, (call) => call.site.id));
  /** Calls by the class of what they make, as the models say it. */
  private readonly makers = lazily(() =>
    grouped(this.calls.all, (call) => {
      const { module } = call.site;
      const returns = this.calls.model(call)?.types.find((row) => !/^(\d+|this)/.test(row.returns))?.returns;
      return returns && `${module.language} ${this.calls.m.model(module.language).canonical(returns)}`;
    }),
  );

  holds({ row, site, path }: SinkHit): boolean {
    // Such a language writes files, whatever it is connected to.
    if (row.files === true) return false;
    const calls = (this.bySite().get(site.id) ?? []).filter((call) => call.path === path);
    return calls.length > 0 && calls.every((call) => this.reads(call, call, row.many === true, MAX_STEPS));
  }

  /** Does the call open something that can only be read, or does what it is called on? */
  private reads(call: CallRecord, user: CallRecord, many: boolean, steps: number): boolean {
    const rows = this.calls.model(call)?.reading ?? [];
    if (rows.some((row) => speaksOfItself(row) && !(many && row.text) && this.surely(call, row))) return true;
    if (this.handed().get(call.fn) === true) return true;
    if (!many && (this.isHeld(call, user) || (call === user && this.isWithin(user)))) return true;
    const objects = madeIn(call.self);
    return steps > 0 && objects.length > 0 && objects.every((o) => this.isRead(o, call, many, steps - 1));
  }

  /** Was the object made by calls that only let it read? Those of the function itself are meant before others. */
  private isRead(object: ExtObj, user: CallRecord, many: boolean, steps: number): boolean {
    const { call, site } = object;
    const { language } = user.site.module;
    const all =
      call === undefined
        ? this.makers().get(`${language} ${object.path}`)
        : this.bySite()
            .get(site?.id ?? -1)
            ?.filter((each) => each.path === call.callee);
    // What the call itself gives (`cursor.execute(q)`) was not there before it.
    const others = (all ?? []).filter((each) => each !== user);
    const own = others.filter((each) => each.fn === user.fn);
    const near = own.length > 0 ? own : others.filter((each) => user.summary.callees.has(each.summary));
    const made = near.length > 0 ? near : others;
    return made.length > 0 && made.every((each) => this.reads(each, user, many, steps));
  }

  /** Functions that are handed to something that lets them read only: true; to something else as well: false. */
  private readonly handed = lazily(() => {
    const out = new Map<FunctionIR, boolean>();
    for (const call of this.calls.all) {
      const model = this.calls.model(call);
      const given = model?.callbacks.find((row) => row.gives !== undefined);
      if (given === undefined) continue;
      const row = model?.reading.find((each) => each.callback !== undefined && this.surely(call, each));
      for (const fn of functionsIn(this.calls.read(call, given.callback)))
        out.set(fn, row !== undefined && out.get(fn) !== false);
    }
    return out;
  });

  /** Functions of the program that tell a database to be read only, beforehand. */
  private readonly holding = lazily(() =>
    grouped(
      this.calls.all.filter((call) => {
        const { consts = [], taints = [], unknown = true } = call.args[0] ?? {};
        const text = lastName(call.path) === "pragma" ? "PRAGMA " : "";
        const holds = consts.length > 0 && consts.every((c) => typeof c === "string" && HOLD.test(text + c));
        return holds && taints.length === 0 && !unknown;
      }),
      (call) => (call.fn.kind === "module" ? undefined : call.fn),
    ),
  );

  /** Is such a statement made on the way from the call that connects to the query? */
  private isHeld(call: CallRecord, user: CallRecord): boolean {
    const { fn, path, site } = call;
    const [pkg = ""] = path.split(/[.(]/);
    const around = lazily(() => new Set(this.calls.conditions(call)));
    return (this.holding().get(fn) ?? []).some(
      (each) =>
        (each.path.startsWith(`${pkg}.`) || each.path.startsWith(`${pkg}(`)) &&
        (fn === user.fn ? isBefore(each.site.span, user.site.span) : isBefore(site.span, each.site.span)) &&
        this.calls.conditions(each).every((condition) => around().has(condition)),
    );
  }

  /** Calls after which the receiver can only read, as long as the block lasts that enters what they give. */
  private readonly entered = lazily(() =>
    grouped(
      this.calls.all.filter((call) =>
        this.calls.model(call)?.reading.some((row) => row.within === true && this.surely(call, row)),
      ),
      (call) => call.fn,
    ),
  );

  /** Does the query stand in such a block, and is it asked of the same receiver? */
  private isWithin({ self, fn, site }: CallRecord): boolean {
    const asked = madeIn(self);
    return (this.entered().get(fn) ?? []).some((each) => {
      const isSame = madeIn(each.self).every((object) => asked.includes(object));
      const block = isSame ? blockOf(site.module, fn, each.site.span) : undefined;
      return (
        block !== undefined &&
        holds(block, site.span) &&
        receiverAt(site.module, fn, site.span) === receiverAt(site.module, fn, each.site.span)
      );
    });
  }

  /** Does the row hold in any case? */
  private surely(call: CallRecord, { when, text }: ReadingRow): boolean {
    if (text !== undefined && !allHave(this.calls.read(call, text.at), text.has)) return false;
    return when === undefined || isOneOf(this.calls.read(call, when.at), when.is ?? []);
  }
}

const speaksOfItself = ({ callback, within }: ReadingRow): boolean =>
  callback === undefined && within !== true;

/** The `with` statement that enters what the call at this place gives. */
function blockOf(module: ModuleIR, fn: FunctionIR, call: Span): Span | undefined {
  for (const instr of codeOf(module, fn).instructions) {
    if (instr.op !== "unary" || instr.operator !== "swallows") continue;
    const made = codeOf(module, fn).definition(instr.src);
    if (made?.op === "call" && made.span === call) return instr.span;
  }
  return undefined;
}

/** What a call's method is called on, as it is written. */
function receiverAt(module: ModuleIR, fn: FunctionIR, span: Span): string | undefined {
  const code = codeOf(module, fn);
  const call = code.callAt(span);
  return call === undefined ? undefined : code.text(call.callee).replace(/\.\w+$/, "");
}

const functionsIn = (v: Value | undefined) => (v?.refs ?? []).flatMap((r) => (r.kind === "fn" ? [r.fn] : []));

/** Does each text that it may be have one of these in it, also where the rest is not known? */
function allHave(v: Value | undefined, words: readonly string[]): boolean {
  if (v === undefined || v.refs.length > 0 || v.unknown || v.consts.length + v.taints.length === 0)
    return false;
  const has = (text: string): boolean => words.some((word) => text.includes(word));
  return (
    v.consts.every((c) => typeof c === "string" && has(c)) &&
    v.taints.every(({ op }) => op?.op === "concat" && (has(op.before) || has(op.after)))
  );
}

/** Is it one of these constants, or one of the things that these access paths name? */
function isOneOf(v: Value | undefined, options: readonly unknown[]): boolean {
  if (v === undefined || v.unknown || v.taints.length > 0 || v.consts.length + v.refs.length === 0)
    return false;
  return (
    v.consts.every((c) => options.includes(c)) &&
    v.refs.every((r) => r.kind === "ext" && options.includes(r.path))
  );
}
