/**
 * Analyses programs in worker threads. Each thread reads the sources of the programs that it is given and
 * sends back plain results. A thread that runs out of memory takes one program with it, not the scan.
 */
import { Worker } from "node:worker_threads";
import type { TreeRead } from "../discover/tree.js";
import { InternalError } from "../errors.js";
import { builtFile } from "../packed.js";
import { expectMuch } from "../worked.js";
import { folderOf } from "./results.js";
import type { Job, ProgramResult, Setup } from "./types.js";

/** What a thread is told: a program, by its place in the list. */
export interface Task {
  readonly index: number;
  readonly job: Job;
}

/** What a thread says. */
export type Answer =
  | { readonly kind: "ready" }
  | {
      readonly kind: "done";
      readonly index: number;
      readonly result: ProgramResult;
      readonly read: TreeRead;
    };

export interface ThreadOptions {
  readonly threads: number;
  /** Indices of the jobs in the order in which they are handed out: the largest first. */
  readonly order: readonly number[];
  readonly onFile: (done: number) => void;
  /** Most memory of a thread for objects, in MB; as Node decides unless given. */
  readonly megabytes?: number;
}

/** Results in the order of the jobs, and what else the threads noticed when they read the tree. */
export async function analyzeInThreads(
  setup: Setup,
  jobs: readonly Job[],
  options: ThreadOptions,
): Promise<{ readonly results: ProgramResult[]; readonly reads: TreeRead[] }> {
  expectMuch();
  const results: ProgramResult[] = new Array(jobs.length);
  const reads: TreeRead[] = new Array(jobs.length);
  const waiting = [...options.order];
  let done = 0;
  const finish = (index: number, result: ProgramResult, read: TreeRead): void => {
    results[index] = result;
    reads[index] = read;
    done += jobs[index]?.sources.length ?? 0;
    options.onFile(done);
  };

  /** One thread after the other in the place of those that die, until nothing waits. */
  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      const lost = await runThread(setup, options.megabytes, () => takeNext(waiting, jobs), finish);
      if (lost !== undefined) finish(lost, nothingOf(jobs[lost]), { notes: [], bytes: 0, marked: [] });
    }
  };
  options.onFile(done);
  await Promise.all(Array.from({ length: options.threads }, work));
  return { results, reads };
}

function takeNext(waiting: number[], jobs: readonly Job[]): Task | undefined {
  const index = waiting.shift();
  const job = index === undefined ? undefined : jobs[index];
  return index === undefined || job === undefined ? undefined : { index, job };
}

/** Runs one thread until nothing waits. Returns the job that it could not finish for want of memory. */
function runThread(
  setup: Setup,
  megabytes: number | undefined,
  next: () => Task | undefined,
  finish: (index: number, result: ProgramResult, read: TreeRead) => void,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(builtFile("thread.cjs"), {
      workerData: setup,
      ...(megabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: megabytes } }),
    });
    let current: number | undefined;
    thread.on("message", (answer: Answer) => {
      if (answer.kind === "done") finish(answer.index, answer.result, answer.read);
      const task = next();
      current = task?.index;
      thread.postMessage(task);
    });
    thread.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY" && current !== undefined) resolve(current);
      else reject(error);
    });
    thread.on("exit", (code) => {
      if (code === 0) resolve(undefined);
      else reject(new InternalError(`A thread of the analysis ended with code ${code}.`, "Try --threads 1."));
    });
  });
}

/** What stands for a program whose analysis was lost. */
function nothingOf(job: Job | undefined): ProgramResult {
  const path = folderOf(job);
  const message = "the analysis of the program here needed more memory than there is; nothing is known of it";
  return {
    read: { paths: [], minified: 0, functions: 0, unsupported: [], comments: [], notes: [] },
    analysis: {
      findings: [],
      server: { entities: [], dynamic: [], transports: [] },
      notes: [{ path, kind: "failed", message }],
    },
  };
}
