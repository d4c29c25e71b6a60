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
import { codeOf, type FunctionCode } from "../ir/code.js";
import { mentions } from "../ir/mentions.js";
import type { FunctionIR, Instr, ModuleIR, Temp } from "../ir/types.js";
import { callFunction } from "../taint/call.js";
import { ancestry } from "../taint/definitions.js";
import type { Frame, Machine } from "../taint/machine.js";
import { type ClassObj, type FnObj, joinAll, type Obj, reference, UNKNOWN } from "../taint/values.js";
import type { Entity } from "./entity.js";
import { messageFor } from "./run.js";
import { methodIn, typedInstance, unknownArgs } from "./unknown.js";

const CALL = "tools/call";
const LIST = "tools/list";
/** What the text of a file holds that answers calls of tools by hand. */
export const CALLING = /tools\/call/;
const EQUAL: ReadonlySet<string> = new Set(["===", "==", "!==", "!="]);
/** Names of what a message holds besides its method. */
const PARAMS = /^(?:params?|parameters|payload|arg(?:ument)?s|body|data)$/i;
const MESSAGE = /^(?:req(?:uest)?|message|msg|rpc|call|payload|body|data|json|obj|input|packet|event)$/i;

export function* answersByHand(
  m: Machine,
  frame: Frame,
  modules: readonly ModuleIR[],
): Generator<[string, Entity]> {
  for (const module of modules) {
    if (!mentions(module, CALLING)) continue;
    for (const fn of module.functions) {
      const input =
        fn.vendored === undefined && fn.kind !== "module" ? inputOf(codeOf(module, fn)) : undefined;
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
  let messages = m.messages.get(read);
  if (messages === undefined) m.messages.set(read, (messages = new Map()));
  if (messages.has(handler)) return;
  messages.set(handler, messageFor(m, call)).set(other, messageFor(m, list));
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
  return nested
    ? m.heap.closuresOf(fn, outer).slice(0, MAX_MADE)
    : [m.heap.fn(module, fn, m.info(module).scope)];
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

interface Input {
  /** See Entity.input. */
  readonly form: string;
  /** The call that gives the message, where the function reads it itself. */
  readonly read?: Instr;
}

/** Where the message, or its method and the rest, are among the parameters of a function that compares the method. */
function inputOf(code: FunctionCode): Input | undefined {
  for (const instr of code.instructions) {
    if (instr.op !== "binary" || !EQUAL.has(instr.operator)) continue;
    const method =
      code.constant(instr.right) === CALL
        ? instr.left
        : code.constant(instr.left) === CALL
          ? instr.right
          : undefined;
    const input = method === undefined ? undefined : inputBy(code, method);
    if (input !== undefined) return input;
  }
  return undefined;
}

function inputBy(code: FunctionCode, method: Temp): Input | undefined {
  const made = code.origin(method)?.instr;
  const own = parameterAt(code, method);
  if (own !== undefined) {
    const rest = code.fn.params.findIndex((p, i) => i !== own && PARAMS.test(p.name));
    return rest < 0 ? undefined : { form: `method ${own} ${rest}` };
  }
  const message: Temp | undefined =
    made?.op === "load" && made.key === "method"
      ? made.obj
      : made?.op === "call" &&
          made.method === "get" &&
          made.self !== undefined &&
          isMethodName(code, made.args[0]?.value)
        ? made.self
        : undefined;
  if (message === undefined) return undefined;
  const at = parameterAt(code, message);
  if (at !== undefined) return { form: `message ${at}` };
  // The function reads the message itself.
  const read = code.origin(message);
  return read?.code === code && read.instr.op === "call" ? { form: "none", read: read.instr } : undefined;
}

const isMethodName = (code: FunctionCode, temp: Temp | undefined): boolean =>
  temp !== undefined && code.constant(temp) === "method";

/** The parameter that a temp holds, by its position behind the receiver. */
function parameterAt(code: FunctionCode, temp: Temp): number | undefined {
  const origin = code.origin(temp);
  const { instr } = origin ?? {};
  if (origin?.code !== code || instr?.op !== "getvar" || instr.ref.depth !== 0) return undefined;
  const at = code.fn.params.findIndex((p) => p.variable === instr.ref.index);
  return at < 0 ? undefined : at;
}

/** What a function in a table is given: the name and the arguments, or something that holds them. */
function ofTable({ params }: FunctionIR, bound: number): string {
  const own = params.slice(bound);
  const name = own.findIndex((p) => /^(?:tool_?)?name$/i.test(p.name));
  const rest = own.findIndex((p) => PARAMS.test(p.name));
  if (name >= 0 && rest >= 0) return `name ${name} ${rest}`;
  const message = own.findIndex((p) => MESSAGE.test(p.name) && !PARAMS.test(p.name));
  return message >= 0 && rest < 0 ? `message ${message}` : `params ${Math.max(0, rest)}`;
}
