// What makes a text of a value, or says that it is one: no operator can stand in it.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { MongoClient } from "mongodb";
import { z } from "zod";

const users = new MongoClient("mongodb://127.0.0.1").db("crm").collection("users");
const server = new McpServer({ name: "plain-values", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };
const inputSchema = { name: z.any() };

server.registerTool("converted", { inputSchema }, async ({ name }) => {
  await users.findOne({ name: String(name) });
  await users.findOne({ name: `${name}` });
  return done;
});

server.registerTool("compared", { inputSchema }, async ({ name }) => {
  await users.findOne({ $or: [{ name: { $eq: name } }, { mail: { $in: [name] } }] });
  return done;
});

server.registerTool("compared_as_expression", { inputSchema }, async ({ name }) => {
  await users.findOne({ $expr: { $eq: ["$name", name] } }); // expect: nosql-injection
  return done;
});

server.registerTool("parsed", { inputSchema: { words: z.string() } }, async ({ words }) => {
  await users.findOne({ name: JSON.parse(words) }); // expect: nosql-injection
  return done;
});

server.registerTool("parsed_of_text", { inputSchema }, async ({ name }) => {
  await users.findOne({ name: JSON.parse(String(name)) }); // expect: nosql-injection
  return done;
});

const query = z.object({ name: z.string(), age: z.number().optional() });

server.registerTool("whole", { inputSchema: { query } }, async ({ query }) => {
  await users.findOne(query);
  return done;
});

server.registerTool("whole_open", { inputSchema: { query: query.passthrough() } }, async ({ query }) => {
  await users.findOne(query); // expect: nosql-injection
  return done;
});

server.registerTool("whole_deep", { inputSchema: { query: z.object({ name: z.any() }) } }, async ({ query }) => {
  await users.findOne(query); // expect: nosql-injection
  return done;
});

await server.connect(new StdioServerTransport());
