// A filter's own escape, by hand: a backslash and two digits for each character that acts.
import { createClient } from "ldapjs";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const client = createClient({ url: "ldap://127.0.0.1" });
const server = new McpServer({ name: "escaped-filters", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };
const inputSchema = { uid: z.string() };

const digits = (c: string) => c.charCodeAt(0).toString(16).padStart(2, "0");
const escaped = (s: string) => s.replace(/[\\*()\0]/g, (c) => "\\" + digits(c));
const upper = (s: string) => s.replace(/[\\*()\0]/g, (c) => c.toUpperCase());
const some = (s: string) => s.replace(/[\\*\0]/g, (c) => `\\${digits(c)}`);
const chained = (s: string) =>
  s.replace(/\\/g, "\\5c").replace(/\*/g, "\\2a").replace(/\(/g, "\\28").replace(/\)/g, "\\29").replace(/\0/g, "\\00");

server.registerTool("by_callback", { inputSchema }, async ({ uid }) => {
  client.search("dc=x", { filter: `(uid=${escaped(uid)})` }, () => {});
  return done;
});

server.registerTool("by_chain", { inputSchema }, async ({ uid }) => {
  client.search("dc=x", { filter: `(&(objectClass=person)(uid=${chained(uid)}))` }, () => {});
  return done;
});

server.registerTool("by_upper_case", { inputSchema }, async ({ uid }) => {
  client.search("dc=x", { filter: `(uid=${upper(uid)})` }, () => {}); // expect: nosql-injection
  return done;
});

server.registerTool("by_some", { inputSchema }, async ({ uid }) => {
  client.search("dc=x", { filter: `(uid=${some(uid)})` }, () => {}); // expect: nosql-injection
  return done;
});

server.registerTool("and_undone", { inputSchema }, async ({ uid }) => {
  client.search("dc=x", { filter: `(uid=${escaped(uid).replaceAll("\\28", "(")})` }, () => {}); // expect: nosql-injection
  return done;
});

server.registerTool("in_a_name", { inputSchema }, async ({ uid }) => {
  client.search(`ou=${escaped(uid)},dc=x`, { filter: "(uid=*)" }, () => {}); // expect: nosql-injection
  return done;
});

await server.connect(new StdioServerTransport());
