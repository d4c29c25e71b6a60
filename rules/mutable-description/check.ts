/**
 * Descriptions that come from another host, that a tool's own handler or a timer rewrites, or that depend on what handlers
 * have done before. A choice by configuration is made before the user looks, and is fine.
 */
import {
  defineCheck,
  type FunctionCode,
  type FunctionIR,
  instructions,
  type Place,
  type Program,
  placeOf,
  quote,
  type Temp,
} from "../../src/rules/api.js";

export const check = defineCheck((program, report) => {
  for (const tool of program.tools) {
    const fetched = tool.said
      .flatMap((v) => v.taints)
      .find((node) => node.root.kind === "source" && node.root.source.kind === "remote-input");
    if (fetched?.root.kind !== "source") continue;
    report({
      at: tool.site,
      message: `The description of ${nameOf(tool.name)} is fetched from another host when the server runs.`,
      confidence: "high",
      related: [{ at: fetched.root.source.site, text: "it is fetched here" }],
    });
  }
  const changed = changedByHandlers(program);
  const moody = new Set(program.functionsNaming(CLOCK_WORDS));
  const later = runLater(program);
  for (const code of program.functionsNaming(DESCRIPTION_WORDS)) {
    if (program.handled.has(code.fn)) rewritten(code, "A tool's handler", report);
    else if (later.has(code.fn)) rewritten(code, "Code that runs later", report);
    if (changed.has(code.module.path) || moody.has(code)) depending(code, changed, report);
  }
});

/** A word in the text of each file that can change how a tool is described. */
const DESCRIPTION_WORDS = /description|title|__doc__/;

type Reporter = (draft: { at: Place; message: string }) => void;

const nameOf = (name: string | undefined): string => (name === undefined ? "a tool" : `tool ${quote(name)}`);

/** `tool.description = ...`, `registered.update({ description })`, `run.__doc__ = ...` in what runs for a tool. */
function rewritten(code: FunctionCode, who: string, report: Reporter): void {
  for (const instr of instructions(code)) {
    const written =
      (instr.op === "store" &&
        (instr.key === "__doc__" ||
          (instr.key === "description" &&
            /tool|handler|registered|definition/i.test(code.text(instr.obj)) &&
            !isAnswer(code, instr.obj)))) ||
      (instr.op === "call" &&
        instr.method === "update" &&
        instr.self !== undefined &&
        (/tool|registered|handle/i.test(code.text(instr.self)) || isRegistration(code, instr.self)) &&
        instr.args.some((arg) => names(code, arg.value)));
    if (written)
      report({
        at: placeOf(code, instr),
        message: `${who} rewrites the description of a tool, after the user has approved it.`,
      });
  }
}

/** Is it part of what another host has answered just now? */
function isAnswer(code: FunctionCode, temp: Temp): boolean {
  let at = code.origin(temp);
  while (at?.instr.op === "load") at = at.code.origin(at.instr.obj);
  if (at?.instr.op !== "call") return false;
  return at.instr.method === "json" || ANSWERING.test(at.code.text(at.instr.callee));
}

const ANSWERING = /^(?:JSON\.parse|json\.loads)$|(?:^|\.)(?:fetch|axios)$/;

/** What a call that registers a tool gave back. */
function isRegistration(code: FunctionCode, temp: Temp): boolean {
  const made = code.origin(temp)?.instr;
  return (
    made?.op === "call" &&
    /^(?:registerTool|registerPrompt|registerResource|tool|prompt|resource)$/.test(made.method ?? "")
  );
}

const TIMER_WORDS = /setTimeout|setInterval|Timer|call_later/;
const TIMERS = /(?:^|\.)(?:setTimeout|setInterval|setImmediate|Timer|call_later|call_at)$/;

/** Functions that timers call. */
function runLater(program: Program): ReadonlySet<FunctionIR> {
  const out = new Set<FunctionIR>();
  for (const code of program.functionsNaming(TIMER_WORDS))
    for (const instr of instructions(code)) {
      if (instr.op !== "call" || !TIMERS.test(code.text(instr.callee))) continue;
      for (const arg of instr.args) {
        const given = code.origin(arg.value);
        const fn = given?.instr.op === "func" ? given.code.module.functions[given.instr.fn] : undefined;
        if (fn !== undefined) out.add(fn);
      }
    }
  return out;
}

/** An object with a description, or with a handler that takes its place. */
function names(code: FunctionCode, temp: Temp): boolean {
  const instr = code.origin(temp)?.instr;
  return (
    instr?.op === "object" &&
    instr.entries.some((entry) => entry.key === "description" || entry.key === "title")
  );
}

/** Variables outside of handlers that handlers write, by file. */
function changedByHandlers(program: Program): ReadonlyMap<string, ReadonlySet<string>> {
  const out = new Map<string, Set<string>>();
  for (const code of program.functions) {
    if (!program.handled.has(code.fn)) continue;
    for (const instr of instructions(code)) {
      if (instr.op !== "setvar" || instr.ref.depth === 0) continue;
      const own = out.get(code.module.path) ?? new Set();
      out.set(code.module.path, own.add(code.variableName(instr.ref)));
    }
  }
  return out;
}

const CLOCK_WORDS = /Date|random|time/;
const CLOCK =
  /(?:^|[^\w])(?:Date\.now\(\)|Date\(\)\.get\w+\(\)|Math\.random\(\)|time\.time\(\)|random\.random\(\)|datetime\.now\(\)|random\(\))/;

/** A description that is chosen by the clock, by chance, or by what handlers have counted. */
function depending(
  code: FunctionCode,
  changed: ReadonlyMap<string, ReadonlySet<string>>,
  report: Reporter,
): void {
  const counted = changed.get(code.module.path) ?? new Set<string>();
  for (const instr of instructions(code)) {
    const values =
      instr.op === "object"
        ? instr.entries.filter((entry) => entry.key === "description").map((entry) => entry.value)
        : instr.op === "call"
          ? instr.args.filter((arg) => arg.name === "description").map((arg) => arg.value)
          : [];
    for (const value of values) {
      const made = code.origin(value);
      if (made?.instr.op !== "select") continue;
      const condition = made.code.text(made.instr.cond);
      const words = condition.match(/[A-Za-z_$][\w$]*/g) ?? [];
      if (!CLOCK.test(condition) && !words.some((word) => counted.has(word))) continue;
      report({
        at: placeOf(made.code, made.instr),
        message:
          "The description of a tool depends on what happened since the server was started, so that it is another one later.",
      });
    }
  }
}
