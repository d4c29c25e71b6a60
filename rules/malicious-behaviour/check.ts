/**
 * What programs do that work against their user: stay on the machine, open a shell to the outside, read the
 * stores of credentials, copy mail to a stranger, call home to places made for stolen data, remove their
 * traces, mine.
 *
 * Data that leaves for a fixed address is data-exfiltration.
 *
 * Judged by the calls as they are written, so also in code that waits for its moment. Reading the credentials
 * of the very service that the server is for is no malice: those stores count only where nothing else in the
 * program speaks of the service.
 */
import {
  callName,
  defineCheck,
  type Location,
  type Program,
  pathsOfWritten,
  placeOf,
  type TraitKind,
  textsInCall,
  textsOfWritten,
  traitsOf,
  type WrittenCall,
} from "../../src/rules/api.js";
import { opensShell } from "./check/shells.js";
import {
  asksForOwn,
  clientPath,
  historyPath,
  namedByOperator,
  persistencePath,
  storeOf,
} from "./check/stores.js";
import { isInTemporary } from "./check/temporary.js";

const SENTENCES: Partial<Record<TraitKind, string>> = {
  "decode-and-run": "runs a command that it decodes first",
  "reverse-shell": "opens a shell to another host",
  persistence: "makes a program start again with the machine or the user's shell",
  credentials: "reads stored credentials of the user",
  environment: "sends the environment to another host",
  "cover-up": "removes traces",
  mining: "mines",
};

/** Services that collect what is sent to them for whoever asks. */
const COLLECTORS =
  /\/\/(?:[\w-]+\.)*(?:webhook\.site|requestbin\.(?:com|net)|pipedream\.net|oastify\.com|oast\.(?:fun|live|me|online|pro|site)|burpcollaborator\.net|interact\.sh|requestcatcher\.com|hookbin\.com|beeceptor\.com|dnslog\.cn|ceye\.io|canarytokens\.com|postb\.in|webhook\.cool|eo[a-z0-9]{10,}\.m\.pipedream\.net)(?:[/:?#]|$)/i;

/** What writes the registry of Windows, and the keys from which programs start with the machine. */
const REGISTRY = /(?:^|\.)(?:winreg\.SetValueEx|winreg\.SetValue|setStringValue|putValue)$/;
const RUN_KEY = /\\CurrentVersion\\Run(?:Once)?(?:\\|$)|\\Winlogon$/i;

/** Names of files and functions that say what they do. */
const DECLARES =
  /install|configur|service|daemon|autostart|startup|launchd|systemd|schedul|set_?up|hooks?|shell_?(?:rc|profile)|completion|sitecustomize/i;

export const check = defineCheck((program, report) => {
  const said = new Set<string>();
  const say = (
    at: Location,
    message: string,
    confidence: "high" | "medium" | "low",
    milder: "no" | "medium" | "declared" = "no",
  ): void => {
    const key = `${at.path}:${at.span.line}`;
    if (said.has(key)) return;
    said.add(key);
    report({
      at,
      message,
      confidence,
      ...(milder === "no" ? {} : { severity: "medium" as const }),
      ...(milder === "declared" ? { profile: "pedantic" as const } : {}),
    });
  };
  let subject: string | undefined;
  const about = () => (subject ??= subjectOf(program));
  const ran = new Map(program.calls.all.map((call) => [call.site.span, call]));
  for (const call of program.written.all) {
    if (call.kinds.size === 0) continue;
    const at = placeOf(call.code, call.instr);
    const seen = ran.get(call.instr.span);
    const texts = () => [...textsOfWritten(call), ...(seen === undefined ? [] : textsInCall(seen))];
    const paths = () => [...pathsOfWritten(call), ...(seen === undefined ? [] : textsInCall(seen))];
    if (startsProgram(call)) {
      const words = texts();
      const trait = [...words, words.join(" ")]
        .flatMap((text) => [...traitsOf(text)])
        .find((each) => SENTENCES[each.what] !== undefined);
      if (trait !== undefined && !(trait.what === "credentials" && asksForOwn(words, about)))
        say(
          at,
          `${callName(call.path)} ${SENTENCES[trait.what] ?? ""}.`,
          "high",
          (trait.what === "persistence" && isDeclared(program, call)) ||
            (trait.what === "credentials" && seen !== undefined && namedByOperator(seen))
            ? "declared"
            : "no",
        );
    }
    if (writes(call)) {
      const path = persistencePath(paths());
      if (path !== undefined && !isInTemporary(program, call))
        say(
          at,
          `${callName(call.path)} writes to \`${path}\`, from where a program starts again with the machine or the user's shell.`,
          "medium",
          isDeclared(program, call) ? "declared" : "no",
        );
    }
    if (writes(call) || call.kinds.has("file-delete")) {
      const path = historyPath(paths());
      if (path !== undefined)
        say(
          at,
          `${callName(call.path)} removes traces: \`${path}\` is what the user's shell remembers.`,
          "medium",
        );
    }
    if (writes(call)) {
      const path = clientPath(paths());
      if (path !== undefined)
        say(
          at,
          `${callName(call.path)} changes \`${path}\`, the configuration from which an MCP client starts its servers.`,
          "low",
          // Installers do this, too, and say so.
          isDeclared(program, call) || DECLARES.test(at.path) ? "declared" : "medium",
        );
    }
    if (call.kinds.has("file-read") && !(isOpen(call) && writes(call))) {
      const store = storeOf(paths(), about);
      if (store !== undefined)
        say(
          at,
          `${callName(call.path)} reads ${store.what}, which nothing else in this program has to do with.`,
          store.certain ? "high" : "medium",
        );
    }
    if (call.kinds.has("url")) {
      const host = texts()
        .map((text) => COLLECTORS.exec(text)?.[0])
        .find((each) => each !== undefined);
      if (host !== undefined)
        say(
          at,
          `${callName(call.path)} talks to \`${host.replace(/^\/\/|[/:?#]$/g, "")}\`, a place that collects whatever is sent to it.`,
          "medium",
        );
    }
  }
  for (const call of program.written.whose((path) => REGISTRY.test(path)))
    if (textsOfWritten(call).some((text) => RUN_KEY.test(text)))
      say(
        placeOf(call.code, call.instr),
        `${callName(call.path)} makes a program start again with the machine or the user's shell.`,
        "medium",
        isDeclared(program, call) ? "declared" : "no",
      );
  for (const { at, message } of opensShell(program)) say(at, message, "high");
});

const startsProgram = ({ kinds }: WrittenCall): boolean =>
  kinds.has("os-command") || kinds.has("program") || kinds.has("program-args");

const isOpen = ({ path }: WrittenCall): boolean => /(?:^|\.)open$/.test(path);

/** Of `open(path, mode)` only the mode says whether it writes; without one it reads. */
function writes(call: WrittenCall): boolean {
  if (!call.kinds.has("file-write")) return false;
  if (!isOpen(call) || call.code.module.language !== "python") return true;
  const { args } = call.instr;
  const mode =
    args.find((arg) => arg.name === "mode") ??
    args.filter((arg) => arg.name === undefined)[/\(\)\.open$/.test(call.path) ? 0 : 1];
  const text = mode === undefined ? undefined : call.code.constant(mode.value);
  return typeof text === "string" && /[wax+]/.test(text);
}

/** What the program says that it is about: its packages, its tools, what it imports. */
function subjectOf(program: Program): string {
  const { npm, python } = program.artifacts;
  const names = [...npm, ...python].flatMap((each) => each.name?.text ?? []);
  const tools = program.tools.flatMap((tool) => [tool.name ?? "", tool.description?.slice(0, 300) ?? ""]);
  const imports = new Set(program.written.all.map((call) => call.path.split(/[.()]/)[0] ?? ""));
  const dependencies = program.artifacts.dependencies.map((each) => each.name);
  return [...names, ...tools, ...imports, ...dependencies].join(" ").toLowerCase();
}

/** Code that says that it installs something, and that neither a tool nor the start of the server runs. */
function isDeclared(program: Program, { code }: WrittenCall): boolean {
  const { fn, module } = code;
  if (fn.kind === "module" || program.handled.has(fn)) return false;
  return DECLARES.test(`${module.path} ${fn.name}`);
}
