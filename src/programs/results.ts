/** Puts together what was found in the programs of one tree. */
import type { RawFinding } from "../findings/finish.js";
import type { Inventory } from "../findings/inventory.js";
import type { ScanNote, ServerSummary } from "../findings/types.js";
import type { FrontendNote } from "../frontends/types.js";
import type { PlacedComment } from "../policy/inline.js";
import type { Job, ProgramResult } from "./types.js";

export interface TreeAnalysis {
  readonly findings: readonly RawFinding[];
  readonly server: ServerSummary;
  /** Of parsing and of the analysis. */
  readonly notes: readonly (ScanNote | FrontendNote)[];
  readonly inventory?: Inventory;
  /** Comments that name this program. */
  readonly comments: readonly PlacedComment[];
  readonly read: {
    /** Files that were parsed. */
    readonly paths: ReadonlySet<string>;
    /** All of them are minified. */
    readonly minified: boolean;
    readonly functions: number;
    readonly unsupported: Readonly<Record<string, number>>;
  };
}

/** The results of all programs of a tree as one, in their order. */
export function combine(results: readonly ProgramResult[], inventory: boolean): TreeAnalysis {
  const all = results.map((result) => result.analysis);
  const reads = results.map((result) => result.read);
  const paths = new Set(reads.flatMap((read) => read.paths));
  return {
    findings: once(
      all.flatMap((r) => r.findings),
      ({ ruleId, location, message }) => [ruleId, location, message],
    ),
    server: {
      entities: all.flatMap((r) => r.server.entities),
      dynamic: all.flatMap((r) => r.server.dynamic),
      transports: [...new Set(all.flatMap((r) => r.server.transports))].sort(),
    },
    notes: once([...reads.flatMap((read) => read.notes), ...all.flatMap((r) => r.notes)], (note) => [
      note.path,
      note.line,
      note.kind,
      note.message,
    ]),
    ...(inventory
      ? {
          inventory: {
            tools: all.flatMap((r) => r.inventory?.tools ?? []),
            startup: all.flatMap((r) => r.inventory?.startup ?? []),
            unknown: [...new Set(all.flatMap((r) => r.inventory?.unknown ?? []))].sort(),
            unfollowed: once(
              all.flatMap((r) => r.inventory?.unfollowed ?? []),
              ({ ability, modules }) => [ability, modules],
            ),
          },
        }
      : {}),
    comments: reads.flatMap((read) => read.comments),
    read: {
      paths,
      minified: paths.size > 0 && reads.every((read) => read.minified === read.paths.length),
      functions: reads.reduce((sum, read) => sum + read.functions, 0),
      unsupported: countsOf(reads.flatMap((read) => read.unsupported)),
    },
  };
}

/** Without repeats: programs of one tree share the files around the code, and what is said of those. */
function once<T>(items: readonly T[], key: (item: T) => readonly unknown[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(key(item)), item] as const)).values()];
}

function countsOf(entries: readonly (readonly [string, number])[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const [kind, count] of entries) counts.set(kind, (counts.get(kind) ?? 0) + count);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The folder of a program, for what is said of all of it. */
export function folderOf(job: Job | undefined): string {
  const [first = "."] = job?.sources ?? [];
  return first.slice(0, Math.max(first.lastIndexOf("/"), 0)) || ".";
}
