// Bytes are no path, although the same function opens one; the names in an archive are whoever packed it chose.
import fs from "node:fs";
import path from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import AdmZip from "adm-zip";
import { z } from "zod";

const server = new McpServer({ name: "unpacked", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };

server.tool("list_zip", { base64: z.string() }, async ({ base64 }) => {
  const zip = new AdmZip(Buffer.from(base64, "base64"));
  const names = zip.getEntries().map((entry) => entry.entryName);
  return { content: [{ type: "text", text: names.join("\n") }] };
});

server.tool("list_zip_file", { file: z.string() }, async ({ file }) => {
  const zip = new AdmZip(file); // expect: path-traversal
  return { content: [{ type: "text", text: zip.getEntries().length.toString() }] };
});

server.tool("list_named_zip", { named: z.string() }, async ({ named }) => {
  const zip = new AdmZip(Buffer.from(named, "base64").toString("utf8")); // expect: path-traversal
  return { content: [{ type: "text", text: zip.getEntries().length.toString() }] };
});

server.tool("import_zip", { packed: z.string() }, async ({ packed }) => {
  const zip = new AdmZip(Buffer.from(packed, "base64"));
  for (const entry of zip.getEntries()) {
    fs.writeFileSync(path.join("out", entry.entryName), entry.getData()); // expect: path-traversal
  }
  return done;
});

server.tool("import_zip_flat", { packed: z.string() }, async ({ packed }) => {
  const zip = new AdmZip(Buffer.from(packed, "base64"));
  for (const entry of zip.getEntries()) {
    fs.writeFileSync(path.join("out", path.basename(entry.entryName)), entry.getData());
  }
  return done;
});

server.tool("hash_name", { name: z.string() }, async ({ name }) => {
  const key = Buffer.from(name).toString("hex");
  fs.writeFileSync(`/srv/cache/${key}`, "");
  return done;
});

server.tool("decoded_name", { name: z.string() }, async ({ name }) => {
  const key = Buffer.from(name).toString("hex");
  fs.writeFileSync(`/srv/cache/${Buffer.from(key, "hex").toString()}`, ""); // expect: path-traversal
  return done;
});

await server.connect(new StdioServerTransport());
