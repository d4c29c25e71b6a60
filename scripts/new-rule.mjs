/**
 * `npm run new-rule -- <id> ["Title"]`: copies rules/_template to rules/<id>.
 *
 * Nothing else has to be edited: the folder is the registration.
 */
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { root } from "./bootstrap.mjs";

/** Makes rules/<id> under `base` from its template; returns what is wrong with the request, if anything. */
export function createRule(base, id, title = "") {
  const folder = join(base, "rules", id);
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) {
    return 'usage: npm run new-rule -- <id> ["Title"]\nAn id is lower-case words joined by hyphens, e.g. "command-injection".';
  }
  if (existsSync(folder)) return `rules/${id} exists already.`;
  const words = id.replaceAll("-", " ");
  const names = { "RULE-ID": id, "RULE-TITLE": title || words[0].toUpperCase() + words.slice(1) };
  cpSync(join(base, "rules", "_template"), folder, { recursive: true });
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, name);
    if (!statSync(path).isFile()) continue;
    const text = readFileSync(path, "utf8").replaceAll(/RULE-(?:ID|TITLE)/g, (each) => names[each]);
    writeFileSync(path, text);
  }
  return undefined;
}

if (resolve(process.argv[1] ?? "") === import.meta.filename) {
  const [id = "", title] = process.argv.slice(2);
  const mistake = createRule(root, id, title);
  if (mistake !== undefined) {
    console.error(mistake);
    process.exitCode = 2;
  } else {
    console.log(
      `rules/${id}: next, write cases/ (what must and must not be found), then rule.yaml and README.md.`,
    );
    console.log("`npm test` tells when they agree.");
  }
}
