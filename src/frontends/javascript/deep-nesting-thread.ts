/** Reads one file in a thread with a large stack and posts the result back; see deep-nesting.ts. */
import { workerData } from "node:worker_threads";
import type { DeepTask } from "./deep-nesting.js";
import { loadParser } from "./parser.js";
import { readFile } from "./read.js";

/** Reads the file of the task and says when that is done. */
export async function run(): Promise<void> {
  const { file, port, done } = workerData as DeepTask;
  try {
    await loadParser();
    const result = readFile(file);
    // The look-up of original places is a function, which cannot be posted: the other side makes it anew.
    port.postMessage({ ...result, module: result.module && { ...result.module, origin: undefined } });
  } catch {
    // No answer: the waiting side goes on without one.
  } finally {
    Atomics.store(done, 0, 1);
    Atomics.notify(done, 0);
  }
}
