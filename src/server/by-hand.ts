/**
 * Servers that speak the protocol by themselves, without any library: whatever looks whether the method of a
 * message is `tools/call`, and whatever a table holds under that name, answers for all tools.
 *
 *   def handle(message):
 *       if message["method"] == "tools/call":
 *           return TOOLS[message["params"]["name"]](**message["params"]["arguments"])
 *
 *   const methods = { "tools/list": list, "tools/call": ({ name, arguments: args }) => run(name, args) };
 *
 * In: modules that have been run. Out: one entity for the calls and one for the list, each with a key of its own.
 */
import { codeOf } from "../ir/code.js";
import { mentions } from "../ir/mentions.js";
import type { FunctionIR, ModuleIR } from "../ir/types.js";
import { callFunction } from "../taint/call.js";
import { ancestry } from "../taint/definitions.js";
import type { Frame, Machine } from "../taint/machine.js";
import { type ClassObj, type FnObj, joinAll, type Obj, reference, UNKNOWN } from "../taint/values.js";
import type { Entity } from "./entity.js";
import { CALL, type Input, inputOf, ofTable } from "./message-places.js";
import { messageFor } from "./run.js";
import { methodIn, typedInstance, unknownArgs } from "./unknown.js";

const LIST = "tools/list";
/** What the text of a file holds that answers calls of tools by hand. */
export const CALLING = /tools\/call/;

export function* answersByHand(
  m: Machine,
  frame: Frame,
  modules: readonly ModuleIR[],
): Generator<[string, Entity]> {
  for (const module of modules) {
    if (!mentions(module, CALLING)) continue;
    for (const fn of module.functions) {
      const input = fn.vendored === undefined ? inputOf(codeOf(module, fn)) : undefined;
      if (input === undefined) continue;
      for (const handler of objectsOf(m, frame, module, fn)) yield* bothOf(m, module, handler, input);
    }
  }
  for (const obj of m.heap.objects()) {
    if (obj.kind !== "object") continue;
    for (const [name, kind] of [
      [CALL, "call"],
      [LIST, "list"],
    ] as const)
      for (const r of obj.cells.get(name)?.value.refs ?? [])
        if (r.kind === "fn")
          yield [
            `${kind} of ${obj.id}.${r.id}`,
            entityOf(m, r.module, r, kind, ofTable(r.fn, r.bound?.length ?? 0)),
          ];
  }
}

function* bothOf(
  m: Machine,
  module: ModuleIR,
  handler: FnObj,
  { form, read }: Input,
): Generator<[string, Entity]> {
  const call = entityOf(m, module, handler, "call", form);
  yield [`call by ${handler.id}`, call];
  // Of what reads the message itself, one more is made for the other message.
  const other =
    read === undefined ? handler : m.heap.boundFn(m.site(module, handler.fn.span), 1, handler, undefined, []);
  const list = entityOf(m, module, other, "list", form);
  yield [`list by ${handler.id}`, list];
  if (read === undefined) return;
  const calling = messageFor(m, call);
  const listing = messageFor(m, list);
  for (const instr of read) {
    let messages = m.messages.get(instr);
    if (messages === undefined) m.messages.set(instr, (messages = new Map()));
    if (messages.has(handler)) return;
    messages.set(handler, calling).set(other, listing);
  }
  // It has been run with a message that nobody knew.
  for (const summary of m.contexts.get(handler.fn) ?? []) summary.state = "new";
}

function entityOf(
  m: Machine,
  module: ModuleIR,
  handler: FnObj,
  kind: "call" | "list",
  input: string,
): Entity {
  return {
    kind,
    name: undefined,
    description: undefined,
    annotations: undefined,
    schema: undefined,
    enforced: false,
    handler: reference(handler),
    input,
    sends: true,
    site: m.site(module, handler.fn.span),
  };
}

/** As many objects of a class, or functions made of the same nested one, are taken. */
const MAX_MADE = 3;

/**
 * The function as values: a method of the instances that the program makes, a function of the module itself, or one
 * within another, as calls of that have made it. Where the program makes none, it is made of what is not known.
 */
function objectsOf(m: Machine, frame: Frame, module: ModuleIR, fn: FunctionIR): readonly FnObj[] {
  const outer = fn.parent === undefined ? undefined : module.functions[fn.parent];
  const nested = outer !== undefined && outer.kind !== "module" && outer.kind !== "class-body";
  if (nested && !m.visited.has(outer)) {
    for (const made of objectsOf(m, frame, module, outer))
      callFunction(
        m,
        frame,
        made,
        made.self ?? UNKNOWN,
        unknownArgs(m, module, made),
        m.site(module, outer.span),
      );
  }
  if (fn.cls !== undefined) {
    const found = methodIn(m, module, fn);
    if (found === undefined) return [];
    const made = instancesOf(m, found.cls);
    const self = made.length > 0 ? joinAll(made.map(reference)) : typedInstance(m, frame, found.cls);
    return [m.heap.boundFn(m.site(module, fn.span), 0, found.method, self, [])];
  }
  if (nested) return m.heap.closuresOf(fn, outer).slice(0, MAX_MADE);
  const own = m.heap.fn(module, fn, m.info(module).scope);
  // What a module does at its top level is done once more, as if that were a function.
  return [fn.kind === "module" ? m.heap.boundFn(m.site(module, fn.span), 0, own, undefined, []) : own];
}

/** Objects of a class, or of one that extends it, which the program itself makes. */
function instancesOf(m: Machine, cls: ClassObj): readonly Obj[] {
  const made: Obj[] = [];
  for (const obj of m.heap.objects()) {
    if (obj.kind !== "instance" || obj.site === undefined || !ancestry(obj.cls).own.includes(cls)) continue;
    if (made.push(obj) === MAX_MADE) break;
  }
  return made;
}
