/**
 * A server that asks for bearer tokens by its own code and refuses requests without one, but never says where
 * a client gets a token: no `WWW-Authenticate` header, or one without `resource_metadata`.
 *
 * Helpers of the SDKs send the header themselves. Servers with keys of their own (`X-Api-Key`) take no part
 * in that protocol. One finding a server.
 */
import {
  defineCheck,
  type FunctionCode,
  type HostingCall,
  instructions,
  isOn,
  type Place,
  type Program,
  placeOf,
} from "../../src/rules/api.js";

/** Is it a helper that speaks the protocol, and is it switched on? */
const isHelper = ({ call, row, value }: HostingCall): boolean =>
  /mcp|oauth/i.test(call.path) && (row.at === undefined || (value !== undefined && isOn(value)));

export const check = defineCheck((program, report) => {
  const { deployment } = program;
  if (!deployment.listeners.some((each) => each.serves === "mcp")) return;
  if (deployment.calls.hosting("auth").some(isHelper)) return;
  const bearer = deployment.evidence
    .headerReads()
    .filter((read) => read.kind === "auth" && /^authorization$/i.test(read.name));
  if (bearer.length === 0) return;
  const texts = textsOf(program);
  const challenges = texts.some((text) => /^www-authenticate$/i.test(text));
  if (texts.some((text) => /resource_metadata=|\/\.well-known\/oauth-protected-resource/i.test(text))) return;
  const modules = new Set(bearer.map((read) => read.module));
  const refusals = program.functions
    .filter((code) => modules.has(code.module))
    .flatMap((code) => refusalsOf(code));
  const [first, ...others] = refusals;
  if (first === undefined) return;
  report({
    once: true,
    at: first,
    message: challenges
      ? "The `WWW-Authenticate` header of this refusal names no `resource_metadata`, so a client cannot find out where to get a token."
      : "Requests without a token are refused without a `WWW-Authenticate` header, so a client cannot find out where to get one.",
    related: others.map((at) => ({ at, text: "another refusal" })),
  });
});

function textsOf(program: Program): readonly string[] {
  const out: string[] = [];
  for (const code of program.functions) {
    for (const instr of instructions(code)) {
      if (instr.op === "const" && typeof instr.value === "string") out.push(instr.value);
      if (instr.op === "object")
        for (const entry of instr.entries) if (entry.key !== undefined) out.push(entry.key);
    }
  }
  return out;
}

/** Where an answer with the status 401 is made. */
function refusalsOf(code: FunctionCode): Place[] {
  const out: Place[] = [];
  for (const instr of instructions(code)) {
    const is = (temp: number): boolean => code.constant(temp) === 401;
    const refuses =
      (instr.op === "call" && instr.args.some((arg) => is(arg.value))) ||
      (instr.op === "object" &&
        instr.entries.some((entry) => /^status/.test(entry.key ?? "") && is(entry.value))) ||
      (instr.op === "store" && /^status/.test(instr.key) && is(instr.src));
    if (refuses) out.push(placeOf(code, instr));
  }
  return out;
}
