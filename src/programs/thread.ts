/** A thread of the analysis: takes programs one by one, and ends when there is none left. See threads.ts. */
import { parentPort, workerData } from "node:worker_threads";
import { Tree } from "../discover/tree.js";
import { ProgramAnalyzer } from "./analyzer.js";
import type { Answer, Task } from "./threads.js";
import type { Setup } from "./types.js";

/** Takes and answers until it is told that nothing is left. */
export async function run(): Promise<void> {
  const setup = workerData as Setup;
  // What discovery noted is reported by who started this.
  const tree = new Tree({ ...setup.tree, notes: [] });
  const analyzer = await ProgramAnalyzer.of(tree, setup);
  const say = (answer: Answer): void => parentPort?.postMessage(answer);

  parentPort?.on("message", async (task: Task | undefined) => {
    if (task === undefined) return void parentPort?.close();
    const result = await analyzer.analyze(task.job);
    say({ kind: "done", index: task.index, result, read: tree.takeRead() });
  });
  say({ kind: "ready" });
}
