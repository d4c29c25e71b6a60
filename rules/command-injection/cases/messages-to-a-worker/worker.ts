import { execSync } from "node:child_process";
import { parentPort } from "node:worker_threads";

parentPort?.on("message", (job: { file: string; name: string }) => {
  execSync(`touch /srv/${job.name}`);
  parentPort?.postMessage(execSync(`wc -l ${job.file}`).toString()); // expect: command-injection
});
