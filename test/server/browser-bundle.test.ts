/** A minified file that nothing imports: what a browser loads where others register tools, the server where none does. */
import { expect, it } from "vitest";
import { audit } from "../../src/index.js";
import { makeTree } from "../discover/make-tree.js";

const HEAD = `import{McpServer}from"@modelcontextprotocol/sdk/server/mcp.js";import{exec}from"node:child_process";import{z}from"zod";`;
/** One long line with a tool in it, as a bundler leaves it. */
const minified = (name: string): string =>
  `${HEAD}${Array.from({ length: 60 }, (_, n) => `const a${n}=(b,c)=>{let d=0;for(const e of b)d+=e*c+${n};return d};`).join("")}const s=new McpServer({name:"x",version:"1"});s.tool("${name}",{p:z.string()},async({p:b})=>exec("ls "+b));\n`;
const readable = `${HEAD.replaceAll(";", ";\n")}
const server = new McpServer({ name: "x", version: "1" });
server.tool("a", { p: z.string() }, async ({ p }) => {
  const done = exec("ls " + p);
  return done;
});
`;

const namesIn = async (files: Readonly<Record<string, string>>) => {
  const report = await audit({ paths: [makeTree(files)] });
  return report.server.entities.map(({ name }) => name);
};

it("is left aside beside a server", async () => {
  expect(await namesIn({ "server.js": readable, "ui/app.js": minified("b") })).toEqual(["a"]);
});

it("is followed where a server imports it", async () => {
  const server = `import "./ui/app.js";\n${readable}`;
  expect((await namesIn({ "server.js": server, "ui/app.js": minified("b") })).sort()).toEqual(["a", "b"]);
});

it("is the server where there is no other", async () => {
  expect(await namesIn({ "helper.js": "export const one = 1;\n", "dist/index.js": minified("b") })).toEqual([
    "b",
  ]);
});
