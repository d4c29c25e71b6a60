/**
 * Where a function that compares the method of a message has the message: a parameter, the method and the rest as two
 * of them, or something that the function reads by itself.
 *
 *   def handle(message): if message["method"] == "tools/call"      message 0
 *   switch (method) { case "tools/call": ... }                     method 0 1
 *   const { method } = req.body; if (method === "tools/call")      what `req.body` gives
 */
import type { FunctionCode } from "../ir/code.js";
import type { FunctionIR, Instr, Temp } from "../ir/types.js";

export const CALL = "tools/call";
const EQUAL: ReadonlySet<string> = new Set(["===", "==", "!==", "!="]);
/** Names of what a message holds besides its method. */
const PARAMS = /^(?:params?|parameters|payload|arg(?:ument)?s|body|data)$/i;
const MESSAGE = /^(?:req(?:uest)?|message|msg|rpc|call|payload|body|data|json|obj|input|packet|event)$/i;

export interface Input {
  /** See Entity.input. */
  readonly form: string;
  /** What gives the message, where the function reads it itself. */
  readonly read?: readonly Instr[];
}

/** Where the message, or its method and the rest, are among the parameters of a function that compares the method. */
export function inputOf(code: FunctionCode): Input | undefined {
  for (const instr of code.instructions) {
    const method = instr.op === "binary" ? comparedWithCall(code, instr) : undefined;
    const input = method === undefined ? undefined : inputBy(code, method);
    if (input !== undefined) return input;
  }
  return undefined;
}

/** The other side of a comparison with the method that calls tools, or of the question for one of several. */
function comparedWithCall(code: FunctionCode, instr: Extract<Instr, { op: "binary" }>): Temp | undefined {
  const { operator, left, right } = instr;
  if (operator === "in" || operator === "not in") {
    const list = code.origin(right);
    const isIn = list?.instr.op === "array" && list.instr.elements.some((e) => isCall(list.code, e.value));
    return isIn ? left : undefined;
  }
  if (!EQUAL.has(operator)) return undefined;
  return isCall(code, right) ? left : isCall(code, left) ? right : undefined;
}

/** `"tools/call"`, or `Methods.CALL` of an object or a class that holds it, also as the value of an enumeration. */
function isCall(code: FunctionCode, temp: Temp): boolean {
  if (code.constant(temp) === CALL) return true;
  const origin = code.origin(temp);
  if (origin?.instr.op !== "load") return false;
  const { obj, key } = origin.instr;
  const made = origin.code.origin(obj);
  // What is handed over and given back: `Object.freeze({ ... })`.
  const holder =
    made?.instr.op === "call" && made.instr.method === "freeze" && made.instr.args.length === 1
      ? made.code.origin(made.instr.args[0]?.value as Temp)
      : made;
  if (key === "value" && holder?.instr.op === "load") return isCall(holder.code, holder.instr.dst);
  if (holder?.instr.op === "class") return holdsCall(holder.code, holder.instr.cls, key);
  const entry = holder?.instr.op === "object" ? holder.instr.entries.find((e) => e.key === key) : undefined;
  return entry !== undefined && holder?.code.constant(entry.value) === CALL;
}

/** Does the body of a class say so: `class Methods: CALL = "tools/call"`? */
function holdsCall(code: FunctionCode, cls: number, key: string): boolean {
  const init = code.module.classes[cls]?.staticInit;
  const body = init === undefined ? undefined : code.module.functions[init];
  if (body === undefined) return false;
  const own = code.inner(body);
  return own.instructions.some((i) => i.op === "store" && i.key === key && own.constant(i.src) === CALL);
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
  const read = readsOf(code, message);
  return read.length === 0 ? undefined : { form: "none", read };
}

/** What gives the message that the function reads itself: a call, or a property, wherever that is read again. */
function readsOf(code: FunctionCode, message: Temp): readonly Instr[] {
  const found = code.origin(message);
  if (found?.code !== code) return [];
  const { instr } = found;
  if (instr.op === "call") return [instr];
  if (instr.op === "load") {
    const text = code.text(instr.dst);
    return code.instructions.filter(
      (each) => each.op === "load" && each.key === instr.key && code.text(each.dst) === text,
    );
  }
  // `let message; try { message = JSON.parse(line); } catch { ... }`
  if (instr.op !== "getvar" || instr.ref.depth !== 0) return [];
  const written = code.instructions.flatMap((each) => {
    if (each.op !== "setvar" || each.ref.depth !== 0 || each.ref.index !== instr.ref.index) return [];
    const origin = code.origin(each.src);
    return origin === undefined || origin.instr.op === "const" ? [] : [origin.instr];
  });
  return written.length === 1 && written[0]?.op === "call" ? written : [];
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
export function ofTable({ params }: FunctionIR, bound: number): string {
  const own = params.slice(bound);
  const name = own.findIndex((p) => /^(?:tool_?)?name$/i.test(p.name));
  const rest = own.findIndex((p) => PARAMS.test(p.name));
  if (name >= 0 && rest >= 0) return `name ${name} ${rest}`;
  const message = own.findIndex((p) => MESSAGE.test(p.name) && !PARAMS.test(p.name));
  return message >= 0 && rest < 0 ? `message ${message}` : `params ${Math.max(0, rest)}`;
}
