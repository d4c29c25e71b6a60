// Programs and modules of one's own, named by where they lie beside this file: nothing in such a name is hidden.
import { fork, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

const CHILD = fileURLToPath(new URL("./workers/transform-child.js", import.meta.url));

export const child = () => fork(CHILD, []);
export const thread = () => new Worker(fileURLToPath(new URL("./workers/transform-worker.js", import.meta.url)));
export const other = () => spawn(fileURLToPath("file:///opt/acme/bin/acme-indexer"), ["--watch"]);
export const spaced = () => import(decodeURIComponent("./plugins/with-a-readable-name.js"));
