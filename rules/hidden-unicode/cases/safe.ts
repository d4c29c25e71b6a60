import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });
const text = async () => ({ content: [{ type: "text" as const, text: "ok" }] });

// Emoji with joiners and selectors, a flag made of tags.
server.registerTool("emoji", { description: "Sends 👨‍👩‍👧 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿", inputSchema: {} }, text);
// Scripts that need joiners and direction marks.
server.registerTool("persian", { description: "نمی‌خواهم ‏(راهنما)", inputSchema: {} }, text);
server.registerTool("russian", { description: "Складывает числа; API-ключ — «key»", inputSchema: {} }, text);
server.registerTool("units", { description: "Length in μm, angle α, Δt; café naïve … “quoted”", inputSchema: { a: z.number() } }, text);

// A table of what is taken out is no description.
export const STRIPPED = ["\u200b", "\u202e", "\ufeff"];
