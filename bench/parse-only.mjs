/**
 * The yardstick of bench:speed: reads the files named in a list and parses each with @babel/parser.
 *
 * As quick as a Node process can do it: the parser is loaded with require(), which is faster than
 * import for a package of this kind, and no tree is kept.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";

const { parse } = createRequire(import.meta.url)("@babel/parser");

let nodes = 0;
for (const path of readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean)) {
  const options = { sourceType: "unambiguous", errorRecovery: true, attachComment: false };
  const tree = parse(readFileSync(path, "utf8"), {
    ...options,
    plugins: ["typescript", "decorators-legacy"],
  });
  nodes += tree.program.body.length;
}
process.stdout.write(`${nodes}\n`);
