/**
 * What this process has done, and how much of it: characters read of each language, commands run. By this
 * bin/load.cjs knows whether the process has compiled anything that is worth keeping for the next one.
 */
const done = new Map<string, number>();
let sum = 0;
let holding = false;

/** With more work (characters of sources), V8 has time to forget functions that were not called for a while. */
const LONG = 300_000;

/** What is kept of a long run must hold what short ones need, so that V8 is told to forget no function in it. */
function hold(on: boolean): void {
  process.getBuiltinModule("node:v8").setFlagsFromString(on ? "--no-flush-bytecode" : "--flush-bytecode");
  holding = on;
}

export function noteWork(what: string, amount: number): void {
  done.set(what, (done.get(what) ?? 0) + amount);
  sum += amount;
  if (!holding && sum > LONG) hold(true);
}

/** What was noted, with its sums, when all is done: code is kept under the flags that the next process begins with. */
export function workDone(): ReadonlyMap<string, number> {
  if (holding) hold(false);
  return done;
}
