// Other interpreters, and other ways out.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { exec as git } from "dugite";
import { runJxa } from "run-jxa";
import { PythonShell } from "python-shell";
import { Telnet } from "telnet-client";
import wretch from "wretch";
import htmlToPdf from "html-pdf-node";
import { createExtractorFromFile } from "node-unrar-js";
import { z } from "zod";

const server = new McpServer({ name: "libraries", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };

server.registerTool("plot", { description: "Plots.", inputSchema: { column: z.string() } }, async ({ column }) => {
  await PythonShell.runString(`frame.plot("${column}")`); // expect: code-injection
  return done;
});

server.registerTool("remind", { description: "Reminds.", inputSchema: { text: z.string() } }, async ({ text }) => {
  await runJxa(`Application("Reminders").make({ name: "${text}" })`); // expect: code-injection
  return done;
});

server.registerTool("history", { description: "History.", inputSchema: { branch: z.string() } }, async ({ branch }) => {
  await git(["log", branch], "/srv/repository"); // expect: argument-injection
  return done;
});

server.registerTool("ask", { description: "Asks a device.", inputSchema: { port: z.string() } }, async ({ port }) => {
  const device = new Telnet();
  await device.exec(`show port ${port}`); // expect: command-injection
  return done;
});

server.registerTool("mirror", { description: "Keeps a copy.", inputSchema: { origin: z.string() } }, async ({ origin }) => {
  await wretch(origin).get().text(); // expect: ssrf
  return done;
});

server.registerTool("print", { description: "Prints.", inputSchema: { origin: z.string() } }, async ({ origin }) => {
  await htmlToPdf.generatePdf({ url: origin }, { format: "A4" }); // expect: ssrf
  return done;
});

server.registerTool("unpack", { description: "Unpacks.", inputSchema: { target: z.string() } }, async ({ target }) => {
  await createExtractorFromFile({ filepath: "/srv/in.rar", targetPath: target }); // expect: path-traversal
  return done;
});
