/**
 * Files that are nested so deeply that the stack of this thread does not suffice.
 *
 * They are parsed and lowered in a worker with a larger stack; this thread waits for it. Where that is
 * not enough either, what lies deeper than a limit is blanked and the rest is read.
 */
import { existsSync } from "node:fs";
import process from "node:process";
import { builtFile } from "../../packed.js";
import type { ParseResult, SourceFile } from "../types.js";
import { scanBrackets } from "./brackets.js";
import { originOf } from "./source-map.js";

const STACK_MB = 64;
const TIMEOUT_MS = 30_000;
/** Depth of brackets that the parser takes on an ordinary stack with room to spare. */
const MAX_BRACKETS = 100;

export type Read = (file: SourceFile) => ParseResult;

/** What the worker is started with. */
export interface DeepTask {
  readonly file: SourceFile;
  readonly port: import("node:worker_threads").MessagePort;
  /** Set to 1 when the answer was sent. */
  readonly done: Int32Array;
}

/** Reads a file for which `read` ran out of stack. */
export function readDeep(file: SourceFile, read: Read): ParseResult {
  const result = readInWorker(file);
  if (result) return result;
  return readShallow(file, read);
}

function readInWorker(file: SourceFile): ParseResult | undefined {
  const script = builtFile("deep-nesting-thread.cjs");
  // Sources that run before there is a build have none.
  if (!existsSync(script)) return undefined;
  // Few files need it, and the module is slow to load.
  const { MessageChannel, receiveMessageOnPort, Worker } = process.getBuiltinModule("node:worker_threads");
  const { port1, port2 } = new MessageChannel();
  const done = new Int32Array(new SharedArrayBuffer(4));
  const task: DeepTask = { file, port: port2, done };
  const worker = new Worker(script, {
    workerData: task,
    transferList: [port2],
    resourceLimits: { stackSizeMb: STACK_MB },
    stdin: false,
  });
  worker.on("error", () => {});
  worker.unref();
  Atomics.wait(done, 0, 0, TIMEOUT_MS);
  try {
    const answer = receiveMessageOnPort(port1)?.message as ParseResult | undefined;
    const origin = originOf(file.path, file.sourceMap);
    return answer?.module && origin ? { ...answer, module: { ...answer.module, origin } } : answer;
  } catch {
    // Types can be nested so deeply that even receiving them exceeds the stack.
    return undefined;
  } finally {
    port1.close();
    void worker.terminate();
  }
}

function readShallow(file: SourceFile, read: Read): ParseResult {
  const { tooDeep } = scanBrackets(file.text, MAX_BRACKETS);
  const first = tooDeep[0];
  if (first) {
    let text = file.text;
    for (const { from, to } of tooDeep) {
      // Something must stand inside a pair of parentheses that only groups.
      const blanked = text.slice(from, to).replace(/[^\r\n]/g, " ");
      const filled = text[from - 1] === "(" && blanked.startsWith(" ") ? `0${blanked.slice(1)}` : blanked;
      text = text.slice(0, from) + filled + text.slice(to);
    }
    const line = countLines(file.text, first.from);
    try {
      const result = read({ ...file, text });
      if (result.module) {
        const message = `nested too deeply at line ${line}; the rest of the file was read`;
        return { module: result.module, notes: [{ path: file.path, line, kind: "partial", message }] };
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  const message = "nested too deeply; the file could not be read";
  return { module: undefined, notes: [{ path: file.path, kind: "failed", message }] };
}

function countLines(text: string, end: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
