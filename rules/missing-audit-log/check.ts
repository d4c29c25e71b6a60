/**
 * Tools that change, delete or execute something while no log call is reachable from their handlers, from
 * what wraps these, or from the function that dispatches to them. One finding a server.
 */
import { defineCheck, type FunctionCode, instructions, listed, type Tool } from "../../src/rules/api.js";

const CHANGING = new Set(["os-command", "program", "code", "file-write", "file-delete"]);
const LOGS =
  /(^|[._])(log|logs|logger|_logger|logging|console|winston|pino|audit|audit_?log|tracer|telemetry|syslog|loguru)(\(\))?(\.|$)|\.(sendLoggingMessage|send_log_message|log_message|captureException)$|^(print|ctx\.(info|debug|warning|error|log)|context\.(info|debug|warning|error|log))$|(^|[._])(log|audit)[A-Z_]\w*$/i;

export const check = defineCheck((program, report) => {
  const changing = program.tools.filter(
    (tool) =>
      tool.annotations.readOnlyHint !== true && [...tool.capabilities].some((kind) => CHANGING.has(kind)),
  );
  if (changing.length === 0) return;
  const logging = new Set(program.functions.filter(logs).map((code) => code.fn));
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

function logs(code: FunctionCode): boolean {
  for (const instr of instructions(code))
    if (instr.op === "call" && LOGS.test(code.text(instr.callee))) return true;
  return false;
}
