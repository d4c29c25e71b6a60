/**
 * The files of a fleet. While it runs, each target is appended as it is done, so that a run that is ended loses
 * what it was at and nothing else; at the end they are written anew, sorted.
 *
 *   fleet.jsonl          a line of each target
 *   fleet.sarif          a run of each target, written at the end
 *   fleet.sarif.part     runs that are done and not in fleet.sarif yet, one a line
 */
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Run } from "sarif";
import { UserError } from "../errors.js";
import { safeJson } from "../findings/quote.js";
import { type FleetLine, formatLine, parseLines } from "../fleet/line.js";
import { mergeLines } from "../fleet/merge.js";
import { formatLog, isRun, lineOfRun, mergeRuns, parseLog } from "../fleet/sarif.js";

export class FleetFiles {
  private readonly lines = new Map<string, FleetLine>();
  /** By target. */
  private readonly runs = new Map<string, Run>();
  /** Of other audits, which were in the log before. */
  private readonly others: Run[] = [];

  /** Reads what an earlier run left. Throws a UserError for files of something else. */
  constructor(
    private readonly file: string,
    private readonly sarif: string | undefined,
    private readonly cwd: string,
  ) {
    if (this.exists(file)) this.readLines();
    if (sarif !== undefined) this.readRuns(sarif);
  }

  /** Is nothing left to do for a target? With SARIF, its run has to be there as well. */
  has(target: string, retryFailed: boolean): boolean {
    const line = this.lines.get(target);
    if (line === undefined || (retryFailed && line.error !== undefined)) return false;
    return this.sarif === undefined || this.runs.has(target);
  }

  lineOf(target: string): FleetLine | undefined {
    return this.lines.get(target);
  }

  /** Writes down what came of a target. */
  add(line: FleetLine, run: Run | undefined): void {
    // The run first: a line says that all is there.
    if (this.sarif !== undefined && run !== undefined) {
      this.write(() => appendFileSync(this.path(this.part()), `${safeJson(run, 0)}\n`));
      this.runs.set(line.target, run);
    }
    this.write(() => appendFileSync(this.path(this.file), formatLine(line)));
    this.lines.set(line.target, line);
  }

  /** Writes the files sorted, whether or not anything was added. */
  finish(): void {
    this.replace(this.file, mergeLines(this.lines.values()).map(formatLine).join(""));
    if (this.sarif === undefined) return;
    this.replace(this.sarif, formatLog(mergeRuns([...this.runs.values(), ...this.others])));
    rmSync(this.path(this.part()), { force: true });
  }

  private readLines(): void {
    const { lines, truncated } = parseLines(this.read(this.file), this.file);
    // A line that is written later was audited on purpose, and replaces the one before.
    for (const line of lines) this.lines.set(line.target, line);
    // What is appended must not become the end of half a line.
    if (truncated || !this.read(this.file).endsWith("\n"))
      this.replace(this.file, lines.map(formatLine).join(""));
  }

  private readRuns(sarif: string): void {
    const keep = (run: Run): void => {
      const target = lineOfRun(run)?.target;
      if (target === undefined) this.others.push(run);
      else this.runs.set(target, run);
    };
    if (this.exists(sarif)) {
      const runs = parseLog(this.read(sarif), sarif);
      if (runs === undefined)
        throw new UserError(
          `${sarif} is there and is not SARIF.`,
          "Name another file, or remove it: what an earlier run wrote is added to.",
        );
      for (const run of runs) keep(run);
    }
    if (this.exists(this.part())) {
      const rows = this.read(this.part()).split("\n").map(parseRun);
      const whole = rows.filter((run) => run !== undefined);
      for (const run of whole) keep(run);
      this.replace(this.part(), whole.map((run) => `${safeJson(run, 0)}\n`).join(""));
    }
  }

  private part(): string {
    return `${this.sarif}.part`;
  }

  private path(file: string): string {
    return resolve(this.cwd, file);
  }

  private exists(file: string): boolean {
    return existsSync(this.path(file));
  }

  private read(file: string): string {
    return readFileOf(file, this.cwd);
  }

  private replace(file: string, text: string): void {
    replaceFile(file, this.cwd, text);
  }

  private write(action: () => void): void {
    writing(this.file, action);
  }
}

/** The text of a file that the user named. */
export function readFileOf(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), "utf8");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown error";
    throw new UserError(
      `${file} cannot be read (${code}).`,
      code === "ENOENT" ? "Check its name." : "Check what it is and its permissions.",
      { cause },
    );
  }
}

/** Puts a whole file in the place of what was there, or leaves that as it is. */
export function replaceFile(file: string, cwd: string, text: string): void {
  const path = resolve(cwd, file);
  writing(file, () => {
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  });
}

function writing(file: string, action: () => void): void {
  try {
    action();
  } catch (cause) {
    throw new UserError(
      `${file} could not be written (${(cause as NodeJS.ErrnoException).code ?? "unknown error"}).`,
      "Check the permissions and the space left. What was written before stays.",
      { cause },
    );
  }
}

function parseRun(row: string): Run | undefined {
  try {
    const run: unknown = JSON.parse(row);
    return isRun(run) ? run : undefined;
  } catch {
    return undefined;
  }
}
