/**
 * Dispatchers and wrappers of tool calls that log their arguments as a whole. Debug levels, which are off
 * unless somebody switches them on, are for reviewers only; so is a single tool that logs its own parameter.
 */
import {
  defineCheck,
  type FunctionCode,
  type Instr,
  instructions,
  placeOf,
  type Temp,
} from "../../src/rules/api.js";
import { callHandlers, isWrapper } from "./passing.js";

const HANDLER =
  /^(?:call_?tool|handle_?(?:tool_?)?call(?:_?tool)?|execute_?tool|invoke_?tool|run_?tool|dispatch(?:_?tool)?|on_?call_?tool|handle_?tool(?:_?call)?)$/i;
const ARGUMENTS =
  /^(?:arguments|args|toolArgs|tool_args|params|parameters|input|kwargs|toolInput|tool_input)$/;
const LOG =
  /(?:^|[._])(?:log|logs|logger|_logger|logging|console|winston|pino)(?:\(\))?\.(?:log|info|warn|warning|error|exception|critical|notice|fatal)$|^(?:print|log)$/i;
const DEBUG =
  /(?:^|[._])(?:log|logs|logger|_logger|logging|console)(?:\(\))?\.(?:debug|trace|verbose|silly)$/i;

/** A word in the text of each file that logs, and one in that of each which handles calls of tools. */
const LOG_WORDS = /log|console|winston|pino|print/;
const HANDLER_WORDS = /arguments|tool|dispatch|handle_?call/i;

export const check = defineCheck((program, report) => {
  const handlers = callHandlers(program);
  for (const code of program.functionsNaming(HANDLER_WORDS, LOG_WORDS)) {
    const requests = handlers.get(code.fn);
    if (
      requests === undefined &&
      !HANDLER.test(code.fn.name) &&
      !handlesRequests(code) &&
      !isWrapper(program, code)
    )
      continue;
    for (const instr of instructions(code)) {
      if (instr.op !== "call") continue;
      const callee = code.text(instr.callee);
      const loud = LOG.test(callee);
      if (!loud && !DEBUG.test(callee)) continue;
      if (!instr.args.some((arg) => isWhole(code, arg.value, 0, requests))) continue;
      const who = code.fn.name === "" ? "The handler of tool calls" : `\`${code.fn.name}()\``;
      report({
        at: placeOf(code, instr),
        message: `${who} writes all arguments of every tool call to the log.`,
        ...(loud && !isGuarded(code, instr)
          ? {}
          : { severity: "low" as const, profile: "pedantic" as const }),
      });
      break;
    }
  }
});

/** Reads name and arguments of a request, as handlers of the low-level server do. */
function handlesRequests(code: FunctionCode): boolean {
  let name = false;
  let given = false;
  for (const instr of instructions(code)) {
    if (instr.op !== "load" || !/params$/.test(code.text(instr.obj))) continue;
    name ||= instr.key === "name";
    given ||= instr.key === "arguments";
  }
  return name && given;
}

const NO_REQUESTS: ReadonlySet<number> = new Set();

/** The arguments themselves, spliced or serialised; not a property of them, nor what a function makes of them. */
function isWhole(
  code: FunctionCode,
  temp: Temp,
  depth: number,
  requests: ReadonlySet<number> = NO_REQUESTS,
): boolean {
  const instr = code.definition(temp);
  if (instr === undefined || depth > 6) return false;
  const of = (t: Temp): boolean => isWhole(code, t, depth + 1, requests);
  switch (instr.op) {
    case "getvar":
      return (
        ARGUMENTS.test(code.variableName(instr.ref)) ||
        (instr.ref.depth === 0 && requests.has(instr.ref.index))
      );
    case "load":
      return (
        (instr.key === "arguments" && /(?:params|message)$/.test(code.text(instr.obj))) ||
        (instr.key === "params" && of(instr.obj))
      );
    case "concat":
      return instr.parts.some(of);
    case "add":
      return of(instr.left) || of(instr.right);
    case "object":
      return instr.entries.some((entry) => of(entry.value));
    case "logical":
      return of(instr.left) || of(instr.right);
    case "call":
      return (
        /(?:^|\.)(?:JSON\.stringify|json\.dumps|str|repr|inspect|String)$/.test(code.text(instr.callee)) &&
        instr.args.some((arg) => of(arg.value))
      );
    default:
      return false;
  }
}

/** Only when something like a debug switch is on: in a condition, or handed to a function of one's own that asks for it. */
function isGuarded(code: FunctionCode, instr: Extract<Instr, { op: "call" }>): boolean {
  return (
    code.conditions(instr).some((condition) => /debug|verbose|trace|log_?level/i.test(condition)) ||
    (/^log$/i.test(code.text(instr.callee)) && instr.args.some(({ value }) => isSwitch(code, value)))
  );
}

/** A variable or a property that says whether more is to be logged; a text such as `"debug"` is no switch. */
function isSwitch(code: FunctionCode, temp: Temp): boolean {
  const instr = code.definition(temp);
  const name = instr?.op === "getvar" ? code.variableName(instr.ref) : instr?.op === "load" ? instr.key : "";
  return /^(?:is_?)?(?:debug|verbose|trace)(?:_?(?:mode|enabled|on))?$/i.test(name);
}
