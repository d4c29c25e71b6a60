// One segment is encoded, the other refused where it could be more than one or lead up: what is left is a `?`.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "jobs", version: "1.0.0" });
const BASE = "https://ci.example.com/api";
const inputSchema = { project: z.string(), job: z.string() };

function segment(text: string): string {
  if (text.includes("/") || text.includes("..")) throw new Error("no segment");
  return text;
}

function withoutSlash(text: string): string {
  if (text.includes("/")) throw new Error("no segment");
  return text;
}

server.registerTool("show_job", { description: "Shows a job", inputSchema }, async ({ project, job }) => {
  const answer = await fetch(`${BASE}/projects/${encodeURIComponent(project)}/jobs/${segment(job)}`); // expect: ssrf
  return { content: [{ type: "text", text: String(answer.status) }] };
});

server.registerTool("cancel_job", { description: "Cancels a job", inputSchema }, async ({ project, job }) => {
  const url = `${BASE}/projects/${encodeURIComponent(project)}/jobs/${withoutSlash(job)}/cancel`;
  const answer = await fetch(url, { method: "POST" }); // expect: url-path-injection
  return { content: [{ type: "text", text: String(answer.status) }] };
});
