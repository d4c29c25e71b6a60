// Requests other than calls of tools bring text of the caller as well, and so does the context that a handler is given.
import { execSync } from "node:child_process";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CompleteRequestSchema, SetLevelRequestSchema, SubscribeRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const server = new Server({ name: "other-requests", version: "1.0.0" }, { capabilities: { completions: {} } });

server.setRequestHandler(CompleteRequestSchema, async (request) => {
  const { value } = request.params.argument;
  const names = execSync(`ls /srv | grep ${value}`).toString(); // expect: command-injection
  return { completion: { values: names.split("\n") } };
});

server.setRequestHandler(SubscribeRequestSchema, async (request, extra) => {
  execSync(`watch-resource ${request.params.uri}`); // expect: command-injection
  const question = { method: "elicitation/create", params: { message: "How often?" } };
  const answer = await extra.sendRequest(question, Result);
  execSync(`watch-often ${answer.content.often}`); // expect: command-injection
  const known = await extra.sendRequest({ method: "ping" }, Result);
  execSync(`watch-often ${known.interval}`);
  return {};
});

server.setRequestHandler(SetLevelRequestSchema, async () => {
  execSync("reload-log");
  return {};
});
