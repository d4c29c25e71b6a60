// Schemas of several libraries: as functions of a value, as JSON Schema, and as builders of that.
import { execSync } from "node:child_process";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import Ajv from "ajv";
import * as v from "valibot";

const server = new Server({ name: "other-schemas", version: "1.0.0" }, { capabilities: { tools: {} } });

const Stop = v.object({ unit: v.picklist(["nginx", "redis"]), host: v.pipe(v.string(), v.regex(/^[a-z]+$/)), why: v.string() });
const ajv = new Ajv();
const units = { type: "object", properties: { unit: { type: "string", pattern: "^[a-z]+$" }, note: { type: "string" } } };
const isStart = ajv.compile({ type: "object", properties: { unit: { type: "string", enum: ["nginx"] }, n: { type: "integer" }, note: { type: "string" } } });
const Show = Type.Object({ unit: Type.String({ pattern: "^[a-z]+$" }), lines: Type.Integer(), note: Type.String() });

server.setRequestHandler(CallToolRequestSchema, async (request) => {
  const given: any = request.params.arguments;
  switch (request.params.name) {
    case "stop": {
      const { unit, host, why } = v.parse(Stop, given);
      execSync(`logger ${why}`); // expect: command-injection
      return answer(execSync(`ssh-to ${host} systemctl stop ${unit}`));
    }
    case "stop_quietly": {
      const parsed = v.safeParse(Stop, given);
      if (!parsed.success) throw new Error("invalid");
      execSync(`logger ${parsed.output.why}`); // expect: command-injection
      return answer(execSync(`systemctl stop ${parsed.output.unit}`));
    }
    case "restart": {
      if (!ajv.validate(units, given)) throw new Error("invalid");
      execSync(`logger ${given.note}`); // expect: command-injection
      return answer(execSync(`systemctl restart ${given.unit}`));
    }
    case "start": {
      if (!isStart(given)) throw new Error("invalid");
      execSync(`logger ${given.note}`); // expect: command-injection
      return answer(execSync(`systemctl start ${given.unit} ${given.n}`));
    }
    case "show": {
      if (!Value.Check(Show, given)) throw new Error("invalid");
      execSync(`logger ${given.note}`); // expect: command-injection
      return answer(execSync(`journalctl -u ${given.unit} -n ${given.lines}`));
    }
    default:
      if (isStart(given)) throw new Error("another tool");
      return answer(execSync(`systemctl status ${given.unit}`)); // expect: command-injection
  }
});

const answer = (text: unknown) => ({ content: [{ type: "text" as const, text: String(text) }] });
