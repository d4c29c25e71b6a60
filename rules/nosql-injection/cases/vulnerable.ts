// Operators and expressions made of values.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { createClient } from "ldapjs";
import { MongoClient } from "mongodb";
import { select } from "xpath";
import { z } from "zod";

const users = new MongoClient("mongodb://localhost").db("app").collection("users");
const ldap = createClient({ url: "ldap://localhost" });
const server = new McpServer({ name: "cases", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };

server.tool("find_user", { name: z.string(), uid: z.string(), mail: z.string() }, async ({ name, uid, mail }) => {
  await users.find({ $where: `this.name == '${name}'` }).toArray(); // expect: nosql-injection
  ldap.search("dc=example", { filter: `(uid=${uid})` }, () => {}); // expect: nosql-injection
  select(`//user[@mail='${mail}']`, document); // expect: nosql-injection
  return done;
});

// anything may stand where a text is meant
server.tool("login_state", { token: z.any() }, async ({ token }) => {
  await users.findOne({ token }); // expect: nosql-injection
  return done;
});
