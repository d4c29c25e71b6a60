// What stands behind an option that takes no value is an argument of its own.
import { execFileSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "behind-switches", version: "1.0.0" });
const answer = (text: Buffer) => ({ content: [{ type: "text" as const, text: text.toString() }] });

server.registerTool("image", { inputSchema: { image: z.string() } }, async ({ image }) =>
  answer(execFileSync("docker", ["run", "--rm", "-it", image])), // expect: argument-injection
);

server.registerTool("package", { inputSchema: { name: z.string() } }, async ({ name }) =>
  answer(execFileSync("npm", ["install", "-g", name])), // expect: argument-injection
);

server.registerTool("history", { inputSchema: { ref: z.string() } }, async ({ ref }) =>
  answer(execFileSync("git", ["log", "-p", ref])), // expect: argument-injection
);

server.registerTool("pods", { inputSchema: { name: z.string() } }, async ({ name }) =>
  answer(execFileSync("kubectl", ["get", "pods", "-A", name])), // expect: argument-injection
);

server.registerTool("named-container", { inputSchema: { name: z.string() } }, async ({ name }) =>
  answer(execFileSync("docker", ["run", "--rm", "--name", name, "alpine"])),
);

server.registerTool("namespace", { inputSchema: { name: z.string() } }, async ({ name }) =>
  answer(execFileSync("kubectl", ["get", "pods", "-n", name])),
);

server.registerTool("count", { inputSchema: { count: z.string() } }, async ({ count }) =>
  answer(execFileSync("git", ["log", "-n", count])),
);

// A list that begins with an option: which of them take a value, the program says.
server.registerTool("converted", { inputSchema: { output: z.string() } }, async ({ output }) =>
  answer(execFileSync("ffmpeg", ["-i", "talk.mov", "-y", output])), // expect: argument-injection
);

server.registerTool("compressed", { inputSchema: { name: z.string() } }, async ({ name }) =>
  answer(execFileSync("rsync", ["-az", name, "backup:notes"])), // expect: argument-injection
);

server.registerTool("listed", { inputSchema: { folder: z.string() } }, async ({ folder }) =>
  answer(execFileSync("tar", ["-C", folder, "-tf", "notes.tar"])),
);

server.registerTool("rated", { inputSchema: { rate: z.string() } }, async ({ rate }) =>
  answer(execFileSync("ffmpeg", ["-y", "-r", rate, "-i", "talk.mov", "talk.mp4"])),
);

await server.connect(new StdioServerTransport());
