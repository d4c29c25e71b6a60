// Texts and numbers as values, escaped text in filters.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { filter } from "ldap-escape";
import { createClient, EqualityFilter } from "ldapjs";
import { MongoClient, ObjectId } from "mongodb";
import { z } from "zod";

const users = new MongoClient("mongodb://localhost").db("app").collection("users");
const ldap = createClient({ url: "ldap://localhost" });
const server = new McpServer({ name: "cases", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };

server.tool("find_user", { id: z.string(), age: z.number() }, async ({ id, age }) => {
  await users.findOne({ _id: new ObjectId(id) });
  await users.findOne({ age });
  await users.findOne({ name: String(id) });
  ldap.search("dc=example", { filter: new EqualityFilter({ attribute: "uid", value: id }) }, () => {});
  ldap.search("dc=example", { filter: filter`(uid=${id})` }, () => {});
  return done;
});
