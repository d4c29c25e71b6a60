// Functions that libraries call for each element, or keep for later calls; lists that are wrapped.
import { execFileSync, execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import _ from "lodash";
import mem from "mem";
import memoizee from "memoizee";
import pLimit from "p-limit";
import pMap from "p-map";
import pThrottle from "p-throttle";
import { z } from "zod";

const server = new McpServer({ name: "combinators", version: "1.0.0" });
const text = (s: unknown) => ({ content: [{ type: "text" as const, text: String(s) }] });
const files = z.array(z.string());
const limit = pLimit(2);

const typeOf = memoizee((name: string) => execSync(`file ${name}`)); // expect: command-injection
const typeOfSafely = memoizee((name: string) => execFileSync("file", ["--", name]));
const sizeOf = mem((name: string) => execSync(`du ${name}`)); // expect: command-injection
const countOf = pThrottle({ limit: 1, interval: 10 })((name: string) => execSync(`wc ${name}`)); // expect: command-injection

server.tool("kept", { name: z.string() }, async ({ name }) => {
  await limit((each: string) => execSync(`stat ${each}`), name); // expect: command-injection
  await limit((each: string) => execFileSync("stat", ["--", each]), name);
  return text([typeOf(name), typeOfSafely(name), sizeOf(name), await countOf(name)]);
});

server.tool("mapped", { files }, async ({ files }) => {
  await pMap(files, async (name) => execFileSync("file", ["--", name]), { concurrency: 2 });
  return text(await pMap(files, async (name) => execSync(`file ${name}`))); // expect: command-injection
});

server.tool("chained", { files }, async ({ files }) => {
  const line = _.chain(files).map(_.trim).uniq().join(" ").value();
  execSync(`file ${line}`); // expect: command-injection
  execSync(`file ${_.chain(["a", "b"]).map(_.trim).uniq().join(" ").value()}`);
  return text(execSync(`wc ${_(files).map((name) => name.trim()).join(" ")}`)); // expect: command-injection
});
