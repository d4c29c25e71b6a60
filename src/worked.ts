/**
 * What this process has done, and how much of it: characters read of each language, commands run. By this
 * bin/load.cjs knows whether the process has compiled anything that is worth keeping for the next one.
 *
 * A process that runs a command sets flags of V8 by it. One that imports mcp-audit keeps its own.
 */
import { LONG_RUN, RUN, SHORT_RUN, setFlags } from "./v8-flags.js";

const done = new Map<string, number>();
let sum = 0;
let run: "none" | "short" | "long" = "none";

/** With more work (characters of sources), a run is a long one. */
const LONG = 300_000;

/** The process is there for this command. */
export function beginRun(command: string): void {
  noteWork(`command ${command}`, 1);
  run = "short";
  setFlags([...RUN.set, ...SHORT_RUN.set]);
}

export function noteWork(what: string, amount: number): void {
  done.set(what, (done.get(what) ?? 0) + amount);
  sum += amount;
  if (sum > LONG) expectMuch();
}

/** Much is to be done, here or in other threads: the flags of V8 are those of all threads. */
export function expectMuch(): void {
  if (run !== "short") return;
  run = "long";
  setFlags([...SHORT_RUN.unset, ...LONG_RUN.set]);
}

/** What was noted, with its sums, when all is done. */
export function workDone(): ReadonlyMap<string, number> {
  if (run !== "none") setFlags([...RUN.unset, ...(run === "short" ? SHORT_RUN : LONG_RUN).unset]);
  run = "none";
  return done;
}
