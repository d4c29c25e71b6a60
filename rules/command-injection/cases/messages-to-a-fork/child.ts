import { execSync } from "node:child_process";

process.on("message", (job: { file: string; unit: string }) => {
  execSync(`wc -${job.unit} /srv/notes.txt`);
  process.send?.(execSync(`wc -l ${job.file}`).toString()); // expect: command-injection
});
// Nobody sends anything under this name.
process.on("disconnect", (reason: { file: string }) => {
  execSync(`logger ${reason.file}`);
});
