/**
 * What runs when a package is installed: lifecycle scripts of package.json and the code that they name, and
 * setup.py. High when it downloads and runs something, reads credentials or sends the environment; otherwise
 * it is only said, because it runs on every machine before anybody has looked.
 *
 * `prepare` and the like run for those who work on the package. Builders of native code say nothing.
 */
import {
  defineCheck,
  type Location,
  type NpmPackage,
  type Program,
  placeOf,
  TRAIT_SENTENCES,
  type Trait,
  textsOfWritten,
  traitsOf,
  type WrittenCall,
} from "../../src/rules/api.js";

const RUNS_FOR_USERS = new Set(["preinstall", "install", "postinstall"]);
const HARMLESS =
  /^(?:node-gyp(?:-build)?(?:\s+rebuild)?|prebuild-install(?:\s+\S+)*(?:\s*\|\|\s*node-gyp\s+rebuild)?|node-pre-gyp\s+install(?:\s+\S+)*|husky(?:\s+install)?|patch-package|lefthook\s+install|simple-git-hooks|is-ci(?:\s+\S+)*|opencollective(?:-postinstall)?(?:\s.*)?|only-allow\s+\w+|npx\s+(?:--yes\s+|-y\s+)?only-allow\s+\w+|npm\s+run\s+build|pnpm\s+(?:run\s+)?build|tsc(?:\s+-\S+)*|echo\s[^;&|>$`]*|true|exit 0)(?:\s*\|\|\s*(?:true|exit 0|echo\s[^;&|]*))?$/;

export const check = defineCheck((program, report) => {
  for (const found of program.artifacts.npm) {
    for (const { name, value } of found.scripts) {
      if (!RUNS_FOR_USERS.has(name)) continue;
      const traits = traitsOf(value.text);
      const file = scriptFile(program, found, value.text);
      const deed = worst(traits) ?? (file === undefined ? undefined : deedOf(program, [file]));
      if (deed !== undefined) {
        report({
          at: value.at,
          message: `The script \`${name}\` ${deed.what}, on every machine that this package is installed on.`,
          ...(deed.at === undefined ? {} : { related: [{ at: deed.at, text: "here" }] }),
        });
      } else if (!HARMLESS.test(value.text.trim()) && !isPrivate(program, found)) {
        report({
          at: value.at,
          message: `The script \`${name}\` runs on every machine that this package is installed on.`,
          severity: "info",
        });
      }
    }
  }
  const setups = program.modules.filter(
    (module) => /(?:^|\/)setup\.py$/.test(module.path) && !RELATIVE.test(module.text ?? ""),
  );
  for (const { path } of setups) {
    const deed = deedOf(program, [path]);
    if (deed?.at !== undefined)
      report({ at: deed.at, message: `This setup.py ${deed.what} when the package is installed or built.` });
  }
});

/** What is imported from beside it says that a file is a part of a package: nothing can run it as a script. */
const RELATIVE = /^\s*from\s+\.+[\w.]*\s+import\b/m;

interface Deed {
  readonly what: string;
  readonly at: Location | undefined;
}

function worst(traits: readonly Trait[]): Deed | undefined {
  const [first] = traits.filter((trait) => trait.known !== true);
  return first === undefined ? undefined : { what: TRAIT_SENTENCES[first.what], at: undefined };
}

/** A root package that is not published runs its scripts for those who work on it. */
function isPrivate(program: Program, { path }: NpmPackage): boolean {
  const file = program.artifacts.data.find((each) => each.path === path);
  return (
    file?.documents[0]?.kind === "map" &&
    file.documents[0].entries.some(
      (entry) => entry.key === "private" && entry.value.kind === "scalar" && entry.value.value === true,
    )
  );
}

/** The file of the tree that `node scripts/x.js` runs. */
function scriptFile(program: Program, { path }: NpmPackage, command: string): string | undefined {
  const named = /\b(?:node|bun|tsx|ts-node|python3?)\s+(?:--?[\w-]+(?:=\S+)?\s+)*(["']?)([\w./-]+)\1/.exec(
    command,
  )?.[2];
  if (named === undefined) return undefined;
  const folder = path.slice(0, Math.max(0, path.lastIndexOf("/") + 1));
  const wanted = folder + named.replace(/^\.\//, "");
  return program.modules.find(({ path: each }) =>
    [wanted, `${wanted}.js`, `${wanted}.mjs`, `${wanted}.cjs`, `${wanted}/index.js`].includes(each),
  )?.path;
}

/** The worst that the calls of these files do together. */
function deedOf(program: Program, paths: readonly string[]): Deed | undefined {
  const calls = program.written.all.filter((call) => paths.includes(call.code.module.path));
  for (const call of calls) {
    if (!call.kinds.has("os-command") && !call.kinds.has("program-args") && !call.kinds.has("program"))
      continue;
    const texts = textsOfWritten(call);
    const deed = worst([...texts, texts.join(" ")].flatMap((text) => [...traitsOf(text)]));
    if (deed !== undefined) return { ...deed, at: placeOf(call.code, call.instr) };
  }
  const request = calls.find((call) => call.kinds.has("url"));
  if (request === undefined) return undefined;
  const at = placeOf(request.code, request.instr);
  if (
    calls.some(
      (call) => call.kinds.has("file-read") && textsOfWritten(call).some((text) => CREDENTIALS.test(text)),
    )
  )
    return { what: "reads credentials of the user and talks to another host", at };
  if (handsOverEnvironment(program, paths)) return { what: "sends the environment to another host", at };
  const runs = calls.find(runsDownload);
  return runs === undefined || !calls.some((call) => call.kinds.has("file-write"))
    ? undefined
    : { what: "downloads a file and runs a program", at: placeOf(runs.code, runs.instr) };
}

const CREDENTIALS =
  /(?:^|[\\/])\.(?:ssh|aws|npmrc|netrc|git-credentials|gnupg|kube|docker)(?:[\\/]|$)|Login Data|\.env$/;

/** Starts something that is no program of the system: the path of a file, or one that is made executable. */
function runsDownload(call: WrittenCall): boolean {
  if (call.kinds.has("code")) return true;
  if (!call.kinds.has("program") && !call.kinds.has("os-command")) return false;
  const [first] = call.instr.args;
  const text = first === undefined ? undefined : call.code.constant(first.value);
  return typeof text !== "string" || /^\.?\.?\/|\bchmod\b|\$\{/.test(text);
}

/** `JSON.stringify(process.env)`, `dict(os.environ)`: all of it. */
function handsOverEnvironment(program: Program, paths: readonly string[]): boolean {
  return program.written.all.some(
    ({ code, instr }) =>
      paths.includes(code.module.path) &&
      /(?:stringify|entries|dumps|dict|urlencode|str|URLSearchParams|post|send|write|end|fetch|request)$/.test(
        code.text(instr.callee),
      ) &&
      instr.args.some((arg) => /^(?:process\.env|os\.environ)$/.test(code.text(arg.value))),
  );
}
