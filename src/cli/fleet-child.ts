/**
 * Audits one target in a process of its own, so that one that crashes, hangs or eats memory costs its own line
 * and nothing else. Never throws: whatever happens to the process is an outcome.
 */
import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";
import { builtFile } from "../packed.js";
import type { Outcome } from "./fleet-target-command.js";
import type { Io } from "./io.js";

export interface ChildOptions {
  /** Options of `fleet-target`. */
  readonly args: readonly string[];
  readonly seconds: number;
  readonly megabytes: number;
}

const MOST_OUTPUT = 256 * 1024 ** 2;
const MOST_COMPLAINT = 64 * 1024;
const running = new Set<ChildProcess>();

/** What came of the target. */
export async function auditInChild(target: string, options: ChildOptions, io: Io): Promise<Outcome> {
  const { seconds, megabytes } = options;
  let child: ChildProcess;
  try {
    child = spawn(
      process.execPath,
      [
        `--max-old-space-size=${megabytes}`,
        builtFile("../bin/mcp-audit.js"),
        ...["fleet-target", ...options.args, "--", target],
      ],
      // A group of its own: git, which fetches for it, has to end with it.
      { cwd: io.cwd, env: { ...io.env }, stdio: ["ignore", "pipe", "pipe"], detached: hasGroups },
    );
  } catch (error) {
    return notStarted(error);
  }
  running.add(child);
  let ended: "timeout" | "output" | undefined;
  const end = (why: "timeout" | "output"): void => {
    ended ??= why;
    kill(child);
  };
  const timer = setTimeout(() => end("timeout"), seconds * 1000);
  try {
    return await new Promise((resolve) => {
      const out: Buffer[] = [];
      let size = 0;
      let complaint = "";
      child.stdout?.on("data", (part: Buffer) => {
        size += part.length;
        if (size > MOST_OUTPUT) end("output");
        else out.push(part);
      });
      child.stderr?.on("data", (part: Buffer) => {
        complaint = (complaint + part.toString("utf8")).slice(-MOST_COMPLAINT);
      });
      child.on("error", (error) => resolve(notStarted(error)));
      child.on("close", (code, signal) => {
        if (ended === "timeout") resolve(tooLong(seconds));
        else if (ended === "output") resolve(crashed("It had more to say than can be taken in."));
        else if (/heap out of memory/.test(complaint)) resolve(tooLarge(megabytes));
        else resolve((code === 0 ? read(out) : undefined) ?? crashed(endOf(code, signal)));
      });
    });
  } finally {
    clearTimeout(timer);
    running.delete(child);
  }
}

/** Ends all that still run: for a signal that ends this process. */
export function endChildren(): void {
  for (const child of running) kill(child);
}

const hasGroups = process.platform !== "win32";

function kill(child: ChildProcess): void {
  try {
    if (hasGroups && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // It has just ended by itself.
  }
}

function read(out: readonly Buffer[]): Outcome | undefined {
  try {
    const outcome = JSON.parse(Buffer.concat(out).toString("utf8")) as Outcome;
    return "line" in outcome || "error" in outcome ? outcome : undefined;
  } catch {
    return undefined;
  }
}

function endOf(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null
    ? `The audit ended with the exit code ${code} and without an answer.`
    : `The audit was ended by the signal ${signal}.`;
}

function crashed(message: string): Outcome {
  return { error: { kind: "crashed", message } };
}

function tooLong(seconds: number): Outcome {
  return { error: { kind: "timeout", message: `It took longer than ${seconds} s (--timeout).` } };
}

function tooLarge(megabytes: number): Outcome {
  return { error: { kind: "memory", message: `It needed more than ${megabytes} MB of memory (--memory).` } };
}

function notStarted(error: unknown): Outcome {
  const reason = (error as NodeJS.ErrnoException).code ?? "unknown error";
  return crashed(`The audit could not be started (${reason}).`);
}
