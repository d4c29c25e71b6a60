/**
 * The yardstick of bench:speed for Python: reads the files named in a list, parses each with tree-sitter and goes over
 * every node once with a cursor, since a tree that nobody reads is of no use.
 *
 *   node bench/parse-only-python.mjs LIST [--quick-start]
 *
 * With --quick-start, the grammar is compiled by V8's first compiler only, as mcp-audit does it: for a few files that
 * is the quickest way there is.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";
import v8 from "node:v8";

const require = createRequire(import.meta.url);
if (process.argv.includes("--quick-start")) v8.setFlagsFromString("--liftoff-only");
const { Parser, Language } = require("web-tree-sitter");
await Parser.init();
const parser = new Parser();
parser.setLanguage(
  await Language.load(readFileSync(require.resolve("tree-sitter-python/tree-sitter-python.wasm"))),
);

let nodes = 0;
for (const path of readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean)) {
  const tree = parser.parse(readFileSync(path, "utf8"));
  const cursor = tree.walk();
  for (let up = false; ; ) {
    if (!up) nodes++;
    if (!up && cursor.gotoFirstChild()) continue;
    if (cursor.gotoNextSibling()) up = false;
    else if (cursor.gotoParent()) up = true;
    else break;
  }
  cursor.delete();
  tree.delete();
}
process.stdout.write(`${nodes}\n`);
