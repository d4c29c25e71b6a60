// Line breaks of the caller in a log.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import winston from "winston";
import { z } from "zod";

const logger = winston.createLogger();
const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("greet", { name: z.string(), town: z.string() }, async ({ name, town }) => {
  console.error("greeting " + name); // expect: log-injection
  logger.info(`greeted somebody of ${town}`); // expect: log-injection
  return { content: [{ type: "text", text: "hello" }] };
});
