/**
 * Which database a query goes to: the call that connected, however many cursors, clients and transactions are
 * in between.
 *
 *   sqlite3.connect(FILE).cursor().execute(q)   and   sqlite3.connect(FILE).execute(q)   ask the same one;
 *   sqlite3.connect("file:x?mode=ro").execute(q)   asks another one.
 *
 * Two connections are the same where they were made alike. Objects of which only the class is known were made by
 * any call that makes such objects: where these differ, nothing is said. Attached databases are not considered.
 */
import { grouped } from "../grouped.js";
import type { Language } from "../ir/types.js";
import { lazily } from "../taint/lazily.js";
import type { Machine } from "../taint/machine.js";
import type { CallRecord } from "../taint/record.js";
import type { SinkHit } from "../taint/summary.js";
import type { ExtObj, Value } from "../taint/values.js";

interface Connection {
  /** What connects; the module itself for functions that know their connection (`duckdb.sql`). */
  readonly by: string;
  readonly args: readonly Value[];
  readonly names: ReadonlyMap<string, Value>;
}

/** What may have been connected. */
export type Database = readonly Connection[];

const READ_ONLY = /\bread[ _-]?only\b|\bquery_only\b/i;

export class Databases {
  private readonly bySite = lazily(() => grouped(this.m.seen.calls(), (call) => call.site.id));
  /** Calls by the class of what they make, as the models say it. */
  private readonly makers = lazily(() =>
    grouped(this.m.seen.calls(), ({ path, site }) => {
      const models = this.m.model(site.module.language);
      const returns = models.call(path)?.types.find((row) => !/^(\d+|this)/.test(row.returns))?.returns;
      return returns === undefined ? undefined : `${site.module.language} ${models.canonical(returns)}`;
    }),
  );

  private readonly known = new Map<string, Database>();
  private readonly begun = new Map<ExtObj, Database>();

  constructor(private readonly m: Machine) {}

  of(hit: SinkHit): Database {
    const key = `${hit.site.id}|${hit.path}`;
    let database = this.known.get(key);
    if (database === undefined) this.known.set(key, (database = this.find(hit)));
    return database;
  }

  private find(hit: SinkHit): Database {
    const calls = (this.bySite().get(hit.site.id) ?? []).filter((call) => call.path === hit.path);
    return calls.flatMap((call) => this.connections(call));
  }

  /** Do statements of the program itself hold what is asked there to reading (`BEGIN TRANSACTION READ ONLY`)? */
  isHeldToReading(database: Database): boolean {
    return this.holding().some((each) => areSame(each, database));
  }

  /** What is sent a text that speaks of reading only. */
  private readonly holding = lazily(() =>
    this.m.seen
      .calls()
      .filter((call) =>
        call.args.some((v) => v.consts.some((c) => typeof c === "string" && READ_ONLY.test(c))),
      )
      .map((call) => this.connections(call)),
  );

  private connections(call: CallRecord): Database {
    const { language } = call.site.module;
    const made = madeIn(call.self);
    if (made.length > 0) return made.flatMap((r) => this.first(r, language));
    return [{ by: call.path.slice(0, Math.max(0, call.path.lastIndexOf("."))), args: [], names: new Map() }];
  }

  /** The calls that began the chain at whose end the object stands. */
  private first(obj: ExtObj, language: Language): Database {
    const known = this.begun.get(obj);
    if (known !== undefined) return known;
    // Builders give themselves: what leads back to the object tells nothing new of it.
    this.begun.set(obj, []);
    const found = this.begin(obj, language);
    this.begun.set(obj, found);
    return found;
  }

  private begin({ path, call }: ExtObj, language: Language): Database {
    if (call !== undefined) return this.before(call.self, language) ?? [{ ...call, by: call.callee }];
    const makers = this.makers().get(`${language} ${path}`);
    if (makers === undefined) return [{ by: path, args: [], names: new Map() }];
    const all = makers.flatMap((each) => this.before(each.self, language) ?? [{ ...each, by: each.path }]);
    return all.every((each) => isAlike(each, all[0] as Connection)) ? all.slice(0, 1) : [];
  }

  private before(self: Value | undefined, language: Language): Database | undefined {
    const made = madeIn(self);
    return made.length === 0 ? undefined : made.flatMap((r) => this.first(r, language));
  }
}

/** Objects that calls made, as far as they are known. */
export function madeIn(v: Value | undefined): readonly ExtObj[] {
  return (v?.refs ?? []).flatMap((r) => (r.kind === "ext" && r.path.includes("()") ? [r] : []));
}

export function areSame(a: Database, b: Database): boolean {
  return a.some((x) => b.some((y) => isAlike(x, y)));
}

function isAlike(a: Connection, b: Connection): boolean {
  if (a === b) return true;
  if (a.by !== b.by) return false;
  const names = new Set([...a.names.keys(), ...b.names.keys()]);
  const length = Math.max(a.args.length, b.args.length);
  for (let i = 0; i < length; i++) if (!mayBeEqual(a.args[i], b.args[i])) return false;
  for (const name of names) if (!mayBeEqual(a.names.get(name), b.names.get(name))) return false;
  return true;
}

function mayBeEqual(a: Value | undefined, b: Value | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return (
    a.consts.some((c) => b.consts.includes(c)) ||
    a.taints.some((t) => b.taints.some((u) => u.canon === t.canon)) ||
    a.refs.some((r) =>
      b.refs.some((s) => r === s || (r.kind === "ext" && s.kind === "ext" && r.path === s.path)),
    ) ||
    (a.unknown && b.unknown)
  );
}
