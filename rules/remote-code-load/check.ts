/**
 * Code that is fetched and run without passing through the engine's eyes: commands that download and run, in
 * code, scripts, package scripts, Dockerfiles; modules that are imported from an address; answers of requests
 * that are executed in code which nothing calls. Flows from answers into execution are the rule's own.
 *
 * Scripts that run on installation are install-script, commands of clients config-shell.
 */
import {
  callName,
  defineCheck,
  type Location,
  type Program,
  placeOf,
  type Report,
  type Trait,
  textsInCall,
  textsOfWritten,
  traitsOf,
  type WrittenCall,
} from "../../src/rules/api.js";

const INSTALL = /^(?:pre|post)?install$|^prepare$/;

export const check = defineCheck((program, report) => {
  inCode(program, report);
  for (const { scripts } of program.artifacts.npm)
    for (const { name, value } of scripts) {
      const trait = INSTALL.test(name) ? undefined : fetching(value.text);
      if (trait !== undefined) say(report, value.at, `The script \`${name}\``, trait);
    }
  for (const file of program.artifacts.dockerfiles)
    for (const stage of file.stages)
      for (const { name, text, at } of stage.instructions) {
        const trait = /^(?:RUN|CMD|ENTRYPOINT)$/.test(name) ? fetching(text) : undefined;
        if (trait !== undefined) say(report, at, `${name} of this Dockerfile`, trait, "build");
      }
  for (const file of program.artifacts.texts) {
    if (file.kind !== "script") continue;
    file.lines.forEach((line, index) => {
      const trait = /^\s*(?:#|echo\b|printf\b|Write-(?:Host|Output)\b)/.test(line)
        ? undefined
        : fetching(withoutPatterns(line));
      const span = { line: index + 1, col: 0, endLine: index + 1, endCol: line.length };
      if (trait !== undefined) say(report, { path: file.path, span }, "This script", trait, "build");
    });
  }
});

/** What `grep` looks for is not run: its quoted pattern, in which the shell replaces nothing. */
const withoutPatterns = (line: string): string =>
  line.replace(/\b[ef]?grep\s+(?:-\S{1,20}\s+)*(?:'[^']*'|"[^"$`]*")/g, "grep");

const fetching = (text: string): Trait | undefined =>
  traitsOf(text).find((trait) => trait.what === "download-and-run");

function say(report: Report, at: Location, who: string, trait: Trait, when: "run" | "build" = "run"): void {
  const plain = /\bhttp:\/\//.test(trait.text);
  report({
    at,
    message: `${who} downloads code and runs it${plain ? ", without encryption" : ""}, whatever the other side hands out at that moment.`,
    // What is built once can be looked at; a well-known installer is how its project is installed.
    ...(when === "build" ? { severity: plain ? "high" : "medium" } : {}),
    ...(trait.known ? { severity: "low" as const, profile: "pedantic" as const } : {}),
  });
}

function inCode(program: Program, report: Report): void {
  const said = new Set<string>(
    program.flows.map(({ flow }) => key(flow.hit.site.module.path, flow.hit.site.span)),
  );
  const once = (at: Location, make: () => void): void => {
    if (said.has(key(at.path, at.span))) return;
    said.add(key(at.path, at.span));
    make();
  };
  const ran = new Map(program.calls.all.map((call) => [call.site.span, call]));
  for (const call of program.written.all) {
    if (call.kinds.size === 0) continue;
    const at = placeOf(call.code, call.instr);
    if (call.kinds.has("os-command") || call.kinds.has("program-args")) {
      const seen = ran.get(call.instr.span);
      const texts = [...textsOfWritten(call), ...(seen === undefined ? [] : textsInCall(seen))];
      const trait = [...texts, texts.join(" ")].map(fetching).find((each) => each !== undefined);
      if (trait !== undefined) once(at, () => say(report, at, callName(call.path), trait));
    }
    if (isExecuted(call) && fetchedBy(program, call)) {
      once(at, () =>
        report({
          at,
          message: `${callName(call.path)} executes what a remote host answers: whoever controls that host controls this program.`,
        }),
      );
    }
  }
  for (const code of program.functionsNaming(/https?:/))
    for (const block of code.fn.blocks)
      for (const instr of block.instrs) {
        if (instr.op !== "import") continue;
        const name = instr.specifier ?? (instr.src === undefined ? undefined : code.constant(instr.src));
        if (typeof name !== "string" || !/^https?:\/\//.test(name) || isPinned(name)) continue;
        const at = placeOf(code, instr);
        once(at, () =>
          report({
            at,
            message: `A module is imported from \`${new URL(name).host}\` at run time, in whatever version there is.`,
          }),
        );
      }
}

const isExecuted = ({ kinds }: WrittenCall): boolean => kinds.has("code") || kinds.has("module-name");

/** Is the executed text made by a request? */
function fetchedBy(program: Program, call: WrittenCall): boolean {
  const kinds = call.model?.sinks.filter((row) => row.kind === "code" || row.kind === "module-name") ?? [];
  const first = kinds.some((row) => /^0|\*/.test(String(row.arg))) ? call.instr.args[0] : undefined;
  if (first === undefined) return false;
  return program.written
    .behind(call.code, first.value)
    .some((each) => each.model?.sources.some((row) => row.kind === "remote-input") ?? false);
}

/** An address that names a version. */
const isPinned = (address: string): boolean => /@v?\d+\.\d+\.\d+/.test(address);

const key = (path: string, span: { readonly line: number; readonly col: number }): string =>
  `${path}:${span.line}:${span.col}`;
