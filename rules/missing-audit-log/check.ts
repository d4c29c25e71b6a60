/**
 * Tools that change, delete or execute something while no log call is reachable from their handlers, from
 * what wraps these, or from the function that dispatches to them. One finding a server.
 */
import {
  defineCheck,
  type FunctionCode,
  instructions,
  listed,
  type Program,
  type ReachedCall,
  type Tool,
} from "../../src/rules/api.js";

const CHANGING = new Set(["os-command", "program", "code", "file-write", "file-delete"]);
/** A statement that changes what is stored. */
const CHANGING_SQL = /^\s*(?:insert|update|delete|drop|alter|truncate|merge|replace|grant|revoke)\b/i;
/** Names of tools that say that something is changed, wherever that is. */
const CHANGING_NAME =
  /^(?:transfer|pay|delete|remove|drop|insert|update|send|deploy|restart|kill|terminate|shutdown|grant|revoke|cancel|publish|purchase|buy|sell|refund|charge|approve)(?:[_\-.]|(?=[A-Z])|$)/;
/** What these could do with a text is not what they are for: they wait, or open what is there. */
const HARMLESS = /(?:^|\.)(?:setTimeout|setInterval|setImmediate|connect)$/;
const LOGS =
  /(^|[._])(log|logs|logger|_logger|logging|console|winston|pino|audit|audit_?log|tracer|telemetry|syslog|loguru)(\(\))?(\.|$)|\.(sendLoggingMessage|send_log_message|log_message|captureException)$|^(print|ctx\.(info|debug|warning|error|log)|context\.(info|debug|warning|error|log))$|(^|[._])(log|audit)[A-Z_]\w*$/i;

export const check = defineCheck((program, report) => {
  const changing = program.tools.filter(
    (tool) => tool.annotations.readOnlyHint !== true && changes(program, tool),
  );
  if (changing.length === 0) return;
  const reached = new Set(changing.flatMap((tool) => [...tool.functions]));
  const logging = new Set(
    program.functions.filter((code) => reached.has(code.fn) && logs(program, code)).map((code) => code.fn),
  );
  const silent = changing.filter((tool) => ![...tool.functions].some((fn) => logging.has(fn)));
  const first = silent[0];
  // Where some of them are logged, somebody has thought about it.
  if (first === undefined || silent.length < changing.length) return;
  const names = silent.map((tool) => tool.name).filter((name): name is string => name !== undefined);
  const what =
    names.length === 0
      ? "Tools that change or execute something leave"
      : `${names.length === 1 ? "The tool" : "The tools"} ${listed(names)} ${names.length === 1 ? "changes or executes something and leaves" : "change or execute something and leave"}`;
  report({
    once: true,
    at: first.site,
    message: `${what} no trace: no log call is reachable from ${names.length === 1 ? "its handler" : "their handlers"}.`,
    related: silent.slice(1).map((tool: Tool) => ({
      at: tool.site,
      text: tool.name === undefined ? "a tool" : `tool \`${tool.name}\``,
    })),
  });
});

function changes(program: Program, tool: Tool): boolean {
  const does = (call: ReachedCall["call"]) =>
    !HARMLESS.test(call.path) && program.calls.kinds(call).some((kind) => CHANGING.has(kind));
  if (tool.calls.some(({ call }) => does(call))) return true;
  // A dispatcher that was not understood does for any tool what it does for one.
  if (
    program.tools.every((each) => each.calls.length === 0) &&
    [...tool.capabilities].some((kind) => CHANGING.has(kind))
  )
    return true;
  if (tool.calls.some(({ call }) => changesData(program, call))) return true;
  return tool.name !== undefined && CHANGING_NAME.test(tool.name) && doesSomething(tool);
}

/** Does it run a constant statement that changes what is stored? */
function changesData(program: Program, call: ReachedCall["call"]): boolean {
  return (program.calls.model(call)?.sinks ?? []).some(
    (row) =>
      row.kind === "sql" &&
      program.calls
        .read(call, row.arg)
        ?.consts.some((text) => typeof text === "string" && CHANGING_SQL.test(text)) === true,
  );
}

/** Is anything called at all? A handler that only answers changes nothing, whatever it is called. */
function doesSomething(tool: Tool): boolean {
  return [...tool.functions].some(
    (fn) =>
      fn.vendored === undefined &&
      fn.blocks.some((block) => block.instrs.some((instr) => instr.op === "call")),
  );
}

/** By the name of what is called, or because a library writes a log with it, whatever the logger is called. */
function logs(program: Program, code: FunctionCode): boolean {
  if (program.calls.in(code.fn).some((call) => program.calls.kinds(call).includes("log"))) return true;
  for (const instr of instructions(code))
    if (instr.op === "call" && LOGS.test(code.text(instr.callee))) return true;
  return false;
}
