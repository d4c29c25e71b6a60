/**
 * How V8 is to behave while a command runs. A run of the command line is short and calls many functions a few
 * times each; V8 is made for programs that go on. Figures stand in docs/decisions/0003-one-bundle.md.
 *
 * What is compiled is kept under the flags that the next process begins with, so that all of them are taken back.
 */
import process from "node:process";

/** Flags to set, and those that are as they were before. */
interface Flags {
  readonly set: readonly string[];
  readonly unset: readonly string[];
}

/**
 * By the major version of Node, whose V8 has these names and these defaults: optimizing a function when it has run
 * six times as long as V8 would wait. In others nothing is changed, since V8 cannot be asked for its defaults. (The V8
 * of Node 24 refuses what was compiled while its count for TurboFan was another.)
 */
const LATE_OPTIMIZING: Readonly<Record<string, Flags>> = {
  20: { set: ["--interrupt-budget=400000"], unset: ["--interrupt-budget=67584"] },
  22: {
    set: ["--invocation-count-for-turbofan=20000", "--invocation-count-for-maglev=2400"],
    unset: ["--invocation-count-for-turbofan=3000", "--invocation-count-for-maglev=400"],
  },
  24: { set: ["--invocation-count-for-maglev=2400"], unset: ["--invocation-count-for-maglev=400"] },
};

/** The process runs a command. */
export const RUN: Flags = LATE_OPTIMIZING[process.versions.node.split(".")[0] ?? ""] ?? {
  set: [],
  unset: [],
};

/**
 * A short run is over before it pays to look through all memory for what is no longer used. V8 begins with that
 * at ten to twenty MB. With a soft trigger it goes on taking memory and leaves the looking to a task, which there
 * is none of here; the hard one, in percent of what it would have allowed itself, ends that.
 */
export const SHORT_RUN: Flags = {
  set: [
    "--incremental-marking-soft-trigger=1",
    "--incremental-marking-hard-trigger=400",
    "--no-incremental-marking-task",
  ],
  unset: [
    "--incremental-marking-soft-trigger=0",
    "--incremental-marking-hard-trigger=0",
    "--incremental-marking-task",
  ],
};

/** V8 forgets functions that were not called for a while. What is kept of a long run must hold what short ones need. */
export const LONG_RUN: Flags = { set: ["--no-flush-bytecode"], unset: ["--flush-bytecode"] };

export function setFlags(flags: readonly string[]): void {
  const { setFlagsFromString } = process.getBuiltinModule("node:v8");
  for (const flag of flags) setFlagsFromString(flag);
}
