// A form is read by a library, which hands its fields to a callback as they were sent; where files are kept, it decides.
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename, join } from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import formidable from "formidable";
import multiparty from "multiparty";

const folder = "/srv/notes";

const server = new McpServer({ name: "uploaded-fields", version: "1.0.0" });
server.registerTool("where", { description: "Says where notes are." }, async () => ({
  content: [{ type: "text", text: folder }],
}));

createServer((request, response) => {
  if (request.url === "/save") {
    new multiparty.Form().parse(request, (error, fields) => {
      if (error) return response.writeHead(400).end();
      writeFileSync(join(folder, fields.file[0]), fields.content[0]); // expect: path-traversal
      response.end("saved");
    });
    return;
  }
  if (request.url === "/save-here") {
    new multiparty.Form().parse(request, (error, fields) => {
      if (error) return response.writeHead(400).end();
      writeFileSync(join(folder, basename(fields.file[0])), fields.content[0]);
      response.end("saved");
    });
    return;
  }
  formidable({}).parse(request, (error, fields, files) => {
    if (error) return response.writeHead(400).end();
    writeFileSync(join(folder, fields.name), readFileSync(files.note[0].filepath)); // expect: path-traversal
    response.end("saved");
  });
}).listen(3000, "127.0.0.1");

await server.connect(new StdioServerTransport());
