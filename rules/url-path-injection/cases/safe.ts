import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "jobs", version: "1.0.0" });
const base = () => process.env.API_URL ?? "https://ci.example.com/api";

async function cancel(project: string, job: number) {
  const url = new URL(`${base()}/projects/${encodeURIComponent(project)}/jobs/${job}/cancel`);
  return fetch(url, { method: "POST" });
}

server.registerTool(
  "cancel_job",
  { description: "Cancels a job", inputSchema: { project: z.string(), job: z.number() } },
  async ({ project, job }) => {
    const answer = await cancel(project, job);
    return { content: [{ type: "text", text: String(answer.status) }] };
  },
);
