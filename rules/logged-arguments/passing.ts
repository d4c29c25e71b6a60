/**
 * Functions through which every call of a tool passes, told by what they do and not by what they are called.
 *
 *   server.setRequestHandler(CallToolRequestSchema, async (request) => ...)      the handler of all calls
 *   const logged = (run) => async (args) => { ...; return run(args); }           what tools are wrapped in
 */
import { type FunctionCode, type Instr, instructions, type Program, type Temp } from "../../src/rules/api.js";

/** As many tools make of a function that they share a wrapper. */
const SHARED = 2;

/** The handlers of requests that call tools, each with the variable that holds the request or its parameters. */
export function callHandlers(program: Program): ReadonlyMap<object, ReadonlySet<number>> {
  const out = new Map<object, ReadonlySet<number>>();
  for (const code of program.functionsNaming(/setRequestHandler/))
    for (const instr of instructions(code)) {
      if (instr.op !== "call" || instr.method !== "setRequestHandler") continue;
      const [schema, handler] = instr.args;
      if (schema === undefined || handler === undefined || !/CallTool/.test(code.text(schema.value)))
        continue;
      const made = code.origin(handler.value);
      const fn = made?.instr.op === "func" ? made.code.module.functions[made.instr.fn] : undefined;
      if (fn !== undefined) out.set(fn, requestIn(code.inner(fn)));
    }
  return out;
}

/** The first parameter, and what is taken out of it as `params`. */
function requestIn(code: FunctionCode): ReadonlySet<number> {
  const [first] = code.fn.params;
  const out = new Set<number>(first === undefined ? [] : [first.variable]);
  for (const instr of instructions(code)) {
    if (instr.op !== "setvar" || instr.ref.depth !== 0) continue;
    const made = code.definition(instr.src);
    if (made?.op === "load" && made.key === "params" && isVariable(code, made.obj, out))
      out.add(instr.ref.index);
  }
  return out;
}

const isVariable = (code: FunctionCode, temp: Temp, variables: ReadonlySet<number>): boolean => {
  const made = code.definition(temp);
  return made?.op === "getvar" && made.ref.depth === 0 && variables.has(made.ref.index);
};

/** Is it what several tools are wrapped in: does it hand all that it is given to a function that it was given? */
export function isWrapper(program: Program, code: FunctionCode): boolean {
  if (code.fn.parent === undefined || code.fn.params.length === 0) return false;
  const own = new Set(code.fn.params.map((p) => p.variable));
  if (!instructions(code).some((instr) => instr.op === "call" && handsOn(code, instr, own))) return false;
  let tools = 0;
  for (const tool of program.tools) if (tool.functions.has(code.fn) && ++tools >= SHARED) return true;
  return false;
}

function handsOn(
  code: FunctionCode,
  { callee, args }: Extract<Instr, { op: "call" }>,
  own: ReadonlySet<number>,
): boolean {
  const called = code.definition(callee);
  if (called?.op !== "getvar" || called.ref.depth === 0) return false;
  const owner = code.ownerOf(called.ref);
  const given = owner?.fn.params.some((p) => p.variable === called.ref.index) === true;
  return given && args.some((arg) => isVariable(code, arg.value, own));
}
