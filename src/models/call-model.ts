/** The rows of one access path, by what they say: of a call, and of reading a property. */
import type {
  CallbackRow,
  EntityRow,
  FailureRow,
  FlowRow,
  GuardRow,
  HostingRow,
  MediaRow,
  ReadingRow,
  SinkRow,
  SourceRow,
  TypeRow,
} from "./types.js";

/** What the models say of a call. */
export interface CallModel {
  readonly sinks: readonly SinkRow[];
  readonly sources: readonly SourceRow[];
  readonly flows: readonly FlowRow[];
  readonly guards: readonly GuardRow[];
  readonly types: readonly TypeRow[];
  readonly callbacks: readonly CallbackRow[];
  readonly entities: readonly EntityRow[];
  readonly hosting: readonly HostingRow[];
  readonly media: readonly MediaRow[];
  readonly reading: readonly ReadingRow[];
  readonly failures: readonly FailureRow[];
  exits: boolean;
}

/** What reading a property of a value does: flows from the receiver, checks of it, and what it gives. */
export interface ReadModel {
  readonly flows: readonly FlowRow[];
  readonly guards: readonly GuardRow[];
  readonly types: readonly TypeRow[];
}

/** The sections of a model file whose rows speak of calls. */
export type Rows = Exclude<keyof CallModel, "exits">;

export const NONE: readonly never[] = Object.freeze([]);
/** A call of which nothing is said: sections without rows share a list. */
export const NO_ROWS: Omit<CallModel, "exits"> = {
  sinks: NONE,
  sources: NONE,
  flows: NONE,
  guards: NONE,
  types: NONE,
  callbacks: NONE,
  entities: NONE,
  hosting: NONE,
  media: NONE,
  reading: NONE,
  failures: NONE,
};
export const ROWS = Object.keys(NO_ROWS) as readonly Rows[];

/** Adds a row to those of its kind. */
export function append<K extends string>(
  model: { readonly [kind in K]: readonly unknown[] },
  kind: K,
  row: unknown,
): void {
  const rows = model[kind] as unknown[];
  if (rows.length > 0) rows.push(row);
  else (model as { [kind in K]: readonly unknown[] })[kind] = [row];
}

/** Joins package and path; a path that begins with "(" continues a call of the package itself. */
export function pathOf(pkg: string, rest: string): string {
  return rest === "" ? pkg : rest.startsWith("(") ? pkg + rest : `${pkg}.${rest}`;
}
