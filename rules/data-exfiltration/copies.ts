/**
 * Is a request a copy on the side: one of which nobody takes the answer, in a tool that is about something else?
 *
 *   fetch(METRICS, { method: "POST", body: text });  return text.toUpperCase();     a copy
 *   const req = https.request(API, (res) => res.on("data", keep)); req.write(text);  the answer is taken
 *   await fetch(`${API}/archive`, { method: "POST", body });                         all that the tool does
 */
import {
  type CallRecord,
  type GradedFlow,
  type Instr,
  instructions,
  isInside,
  type Program,
  usesOf,
  usesOfVariable,
  type Value,
} from "../../src/rules/api.js";

/** Tools that exist to send something somewhere. */
const SENDING =
  /send|post|notify|notification|publish|webhook|message|alert|report|submit|upload|share|announce|comment|trigger|create|update|add|log|track|event/i;
/** What is done with a request or its answer where nobody wants to know it. */
const DRAINING = /^(?:catch|finally|end|destroy|resume|setEncoding|unref|close|raise_for_status)$/;
const LISTENING = /^(?:on|once|addListener)$/;

export function isCopy(program: Program, graded: GradedFlow, host: string): boolean {
  const { flow, tool, entity } = graded;
  const { hit } = flow;
  if (hit.row.kind !== "upload" && hit.row.kind !== "url-query") return false;
  const domain = host.split(".").slice(-2)[0] ?? host;
  if (SENDING.test(tool) || `${tool} ${entity?.description ?? ""}`.toLowerCase().includes(domain))
    return false;
  const fn = hit.summary?.fn.fn;
  const code = fn === undefined ? undefined : program.codeOf(hit.site.module, fn);
  const call = code?.callAt(hit.site.span);
  if (fn === undefined || code === undefined || call === undefined) return false;
  if (isHeard(hit.site.module, fn, call.dst, "on")) return false;
  const record = program.calls.all.find(({ site, path }) => site === hit.site && path === hit.path);
  if (record !== undefined && isAnsweredElsewhere(program, record)) return false;
  return !isWholePurpose(program, graded);
}

type Module = CallRecord["site"]["module"];
type Fn = CallRecord["fn"];

/** Does anybody look at the value? Of an answer, listening for its parts is that; of a request, `on("error")` is not. */
function isHeard(module: Module, fn: Fn, dst: number, drained = ""): boolean {
  return usesOf(module, fn, dst).some(
    ({ how, instr }) =>
      how !== "receiver" ||
      instr?.op !== "call" ||
      !(DRAINING.test(instr.method ?? "") || instr.method === drained),
  );
}

/** The answer comes to a callback where the connection was made, or is asked for by another call on it. */
function isAnsweredElsewhere(program: Program, { self }: CallRecord): boolean {
  for (const made of self.refs) {
    if (made.kind !== "ext") continue;
    for (const call of program.calls.all) {
      const isMaker = made.site === call.site && made.path === `${call.path}()`;
      if (!isMaker && !call.self.refs.includes(made)) continue;
      for (const row of program.calls.model(call)?.sources ?? []) {
        if (row.kind !== "remote-input") continue;
        if (
          typeof row.out === "object"
            ? isMaker && call.args.some(takesAnswer)
            : !isMaker && isTaken(program, call)
        )
          return true;
      }
    }
  }
  return false;
}

function isTaken(program: Program, { site, fn }: CallRecord): boolean {
  const call = program.codeOf(site.module, fn).callAt(site.span);
  return call !== undefined && isHeard(site.module, fn, call.dst);
}

/** A function that does something with the answer that it is called with. */
function takesAnswer({ refs }: Value): boolean {
  return refs.some((r) => {
    if (r.kind !== "fn") return false;
    const { module, fn } = r;
    const nested = module.functions.filter((each) => isInside(module, each, fn));
    return parameterUses(module, fn).some(({ how, instr }) => {
      if (how !== "receiver" || instr?.op !== "call") return true;
      if (!LISTENING.test(instr.method ?? "")) return !DRAINING.test(instr.method ?? "");
      // `res.on("data", (chunk) => { body += chunk; })`: one of the listeners does something with what it gets.
      return nested.some((each) => parameterUses(module, each).length > 0 || addsToText(each));
    });
  });
}

const parameterUses = (module: Module, fn: Fn) =>
  fn.params.length === 0 ? [] : usesOfVariable(module, fn, 0);

/** `body += chunk`. */
const addsToText = (fn: Fn): boolean =>
  fn.params.length > 0 && fn.blocks.some(({ instrs }) => instrs.some(({ op }) => op === "add"));

/** Flows that leave what the caller sent as it is: written as JSON, put into an address or into a sentence. */
const CARRYING: ReadonlySet<string> = new Set([
  "identity",
  "json",
  "url-encode",
  "url-encode-uri",
  "merge",
  "insert",
  "collect",
  "response",
]);

/** Does the tool wait for this one request and do nothing else with what it was sent? Then the request is what it is for. */
function isWholePurpose(program: Program, { flow, tool }: GradedFlow): boolean {
  const { hit } = flow;
  const own = program.tools.find(({ name }) => name === tool);
  const fn = hit.summary?.fn.fn;
  if (own === undefined || fn === undefined) return false;
  const code = program.codeOf(hit.site.module, fn);
  const sent = code.callAt(hit.site.span);
  const waits = instructions(code).some((i) => i.op === "await" && i.src === sent?.dst);
  if (!waits && (fn.async || hit.site.module.language !== "python")) return false;
  for (const { call } of own.calls) {
    if (call.site === hit.site) continue;
    if (program.calls.kinds(call).some((kind) => kind !== "log")) return false;
    if (program.calls.model(call)?.flows.some((row) => !CARRYING.has(row.op ?? "string"))) return false;
  }
  const { m } = program.calls;
  const language = m.model(hit.site.module.language);
  return ![...own.functions].some((each) =>
    each.blocks.some(({ instrs }) => instrs.some((i) => computes(i, (path) => language.call(path)))),
  );
}

/** Arithmetic, or a method that makes another text or list of its receiver. */
function computes(i: Instr, modelOf: (path: string) => ReturnType<Program["calls"]["model"]>): boolean {
  if (i.op === "binary") return /^(?:[-+*/%|&^]|\*\*|\/\/|<<|>>|>>>)$/.test(i.operator);
  if (i.op !== "call" || i.method === undefined) return false;
  return modelOf(`%value.${i.method}`)?.flows.some((row) => !CARRYING.has(row.op ?? "string")) === true;
}
