/**
 * One line on the terminal that says what a long scan is doing, wiped before the report is printed.
 *
 * It appears only when a person is looking (stderr is a terminal) and the scan has taken half a
 * second. Stages run without giving way to timers, so the line is drawn from their own reports.
 */
import type { Progress } from "../audit.js";
import type { Io } from "./io.js";

const PATIENCE = 500;
/** Analysis reports once, at its start, and takes about as long as what came before it. */
const HALF_PATIENCE = PATIENCE / 2;
const REDRAW = 80;
const WIPE = "\r\x1b[2K";

export interface ProgressLine {
  update(progress: Progress): void;
  /** Shows what is being waited for, at once: a network is slow. */
  say(text: string): void;
  clear(): void;
}

/** A progress line on stderr, or one that does nothing. `now` is in milliseconds. */
export function createProgress(
  io: Io,
  wanted: boolean,
  now: () => number = () => performance.now(),
): ProgressLine {
  if (!wanted || !io.stderr.isTTY || io.env["TERM"] === "dumb")
    return { update: () => {}, say: () => {}, clear: () => {} };
  const started = now();
  let drawn = 0;
  return {
    update(progress) {
      const time = now();
      const patience = progress.phase === "analyze" ? HALF_PATIENCE : PATIENCE;
      if (time - started < patience) return;
      if (drawn !== 0 && progress.phase !== "analyze" && time - drawn < REDRAW) return;
      drawn = time;
      void io.err(WIPE + describe(progress));
    },
    say(text) {
      drawn = now();
      void io.err(WIPE + text);
    },
    clear() {
      if (drawn !== 0) void io.err(WIPE);
      drawn = 0;
    },
  };
}

function describe(progress: Progress): string {
  switch (progress.phase) {
    case "discover":
      return "Looking for sources ...";
    case "parse":
      return `Reading ${progress.done} of ${progress.total} files ...`;
    case "analyze":
      return `Following what callers send through ${progress.total} files ...`;
  }
}
