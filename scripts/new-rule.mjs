/**
 * `npm run new-rule -- <id> ["Title"]`: copies rules/_template to rules/<id>.
 *
 * Nothing else has to be edited: the folder is the registration.
 */
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { root } from "./bootstrap.mjs";

const [id = "", title = ""] = process.argv.slice(2);
const folder = join(root, "rules", id);

if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) {
  stop(
    'usage: npm run new-rule -- <id> ["Title"]\nAn id is lower-case words joined by hyphens, e.g. "command-injection".',
  );
} else if (existsSync(folder)) {
  stop(`rules/${id} exists already.`);
} else {
  const words = id.replaceAll("-", " ");
  const names = { "RULE-ID": id, "RULE-TITLE": title || words[0].toUpperCase() + words.slice(1) };
  cpSync(join(root, "rules", "_template"), folder, { recursive: true });
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, name);
    if (!statSync(path).isFile()) continue;
    const text = readFileSync(path, "utf8").replaceAll(/RULE-(?:ID|TITLE)/g, (each) => names[each]);
    writeFileSync(path, text);
  }
  console.log(
    `rules/${id}: next, write cases/ (what must and must not be found), then rule.yaml and README.md.`,
  );
  console.log("npm test tells when they agree.");
}

function stop(text) {
  console.error(text);
  process.exitCode = 2;
}
