// Paths that nothing confines: whole, and joined under a base.
import fs, { promises as fsp } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { McpServer, ResourceTemplate } from "@modelcontextprotocol/sdk/server/mcp.js";
import AdmZip from "adm-zip";
import { glob } from "glob";
import { z } from "zod";

const ROOT = "/srv/files";
const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("read_any", { file: z.string() }, async ({ file }) => {
  const text = fs.readFileSync(file, "utf8"); // expect: path-traversal
  return { content: [{ type: "text", text }] };
});

server.tool("save_note", { name: z.string(), text: z.string() }, async ({ name, text }) => {
  await writeFile(`${ROOT}/${name}.md`, text); // expect: path-traversal
  return { content: [] };
});

server.tool("delete_note", { name: z.string() }, async ({ name }) => {
  await rm(path.resolve(ROOT, name)); // expect: path-traversal
  return { content: [] };
});

server.tool("list_notes", { folder: z.string(), other: z.string() }, async ({ folder, other }) => {
  const names = await fsp.readdir(path.join(ROOT, folder)); // expect: path-traversal
  const found = await glob("*.md", { cwd: other }); // expect: path-traversal
  return { content: [{ type: "text", text: [...names, ...found].join("\n") }] };
});

server.tool("unpack", { archive: z.string(), target: z.string() }, async ({ archive, target }) => {
  const zip = new AdmZip(archive); // expect: path-traversal
  zip.extractAllTo(target); // expect: path-traversal
  return { content: [] };
});

// resolving and normalising confine nothing
server.tool("read_normalized", { name: z.string() }, async ({ name }) => {
  const file = path.normalize(path.join(ROOT, name));
  return { content: [{ type: "text", text: await readFile(file, "utf8") }] }; // expect: path-traversal
});

// a helper that sounds like a check
function safePath(name: string): string {
  return path.resolve(ROOT, name);
}
server.tool("read_safely", { name: z.string() }, async ({ name }) => {
  return { content: [{ type: "text", text: await readFile(safePath(name), "utf8") }] }; // expect: path-traversal
});

// callback form, and the content handed on
server.tool("copy", { from: z.string() }, async ({ from }) => {
  fs.readFile(from, "utf8", (_error, text) => { // expect: path-traversal
    fs.writeFileSync("/srv/copy.txt", text);
  });
  return { content: [] };
});

// a resource: the variable of its template
server.resource("note", new ResourceTemplate("note://{name}", { list: undefined }), async (uri, { name }) => {
  const text = await readFile(path.join(ROOT, name as string), "utf8"); // expect: path-traversal
  return { contents: [{ uri: uri.href, text }] };
});
