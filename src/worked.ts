/**
 * What this process has done, and how much of it: characters read of each language, commands run. By this
 * bin/load.cjs knows whether the process has compiled anything that is worth keeping for the next one.
 */
const done = new Map<string, number>();

export function noteWork(what: string, amount: number): void {
  done.set(what, (done.get(what) ?? 0) + amount);
}

/** What was noted, with its sums. */
export function workDone(): ReadonlyMap<string, number> {
  return done;
}
