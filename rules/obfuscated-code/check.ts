/**
 * Code whose text hides what it does: a payload that is decoded and then executed, imported or handed to a
 * shell, and the output of programs that make code unreadable (names such as `_0x3fa2`, lookup tables of
 * strings).
 *
 * Minified code is not meant: it is short, not hidden.
 */
import {
  callName,
  defineCheck,
  type FunctionCode,
  ingredientsOf,
  instructions,
  type Location,
  type ModuleIR,
  type Program,
  placeOf,
  type WrittenCall,
} from "../../src/rules/api.js";

/** Calls that turn a payload back into text, besides those that models know. */
const DECODES =
  /(?:^|\.)(?:atob|b(?:16|32|64|85)decode|a85decode|decodebytes|unhexlify|a2b_\w+|fromhex|decompress|(?:gunzip|inflate|unzip|brotliDecompress|inflateRaw)(?:Sync)?|unescape|fromCharCode|fromCodePoint|rot13)$/;
/** Calls of which only what is written with a percent sign comes out as something else: the rest can be read. */
const OF_PERCENT =
  /(?:^|\.)(?:decodeURI(?:Component)?|fileURLToPath|from_uri|uriToFsPath|unquote(?:_plus|_to_bytes)?|url2pathname|parse_qsl?)$|^file-uri-to-path/;
/** Execution that makes sense of a decoded text. */
const KINDS = ["code", "module-name", "os-command", "program", "deserialize"] as const;
/** Least length of a text that can hold a payload, and of the shortest names and commands. */
const PAYLOAD = 12;
/** A word in the text of each file that decodes something. */
const DECODING_WORDS =
  /decode|decompress|decipher|unescape|unquote|normalize|atob|fromhex|hexlify|["'`]hex["'`]|a2b_|b(?:16|32|64|85)|base64|buffer|rot_?13|fromCharCode|fromCodePoint|inflate|unzip|gunzip|ungzip|searchParams|querystring|qs\b|url2path|fileURLToPath|file-uri|from_uri|vscode-uri|latin1|binary|zlib|bz2|\bzip\b/i;
const MANGLED = /^_0x[0-9a-f]{3,}$/i;
const MANY = 8;

export const check = defineCheck((program, report) => {
  for (const call of program.written.naming(DECODING_WORDS)) {
    const decoder = executes(program, call);
    if (decoder === undefined) continue;
    report({
      at: placeOf(call.code, call.instr),
      message: `${nameOf(call)} executes what ${nameOf(decoder)} decodes from the code, so that nobody can read what it does.`,
      related: [{ at: placeOf(decoder.code, decoder.instr), text: "decoded here" }],
    });
  }
  for (const code of program.functionsNaming(DECODING_WORDS)) {
    for (const instr of instructions(code)) {
      if (instr.op !== "import") continue;
      const name = instr.specifier ?? (instr.src === undefined ? undefined : code.constant(instr.src));
      if (typeof name === "string" && /^data:[^,]{0,100};base64,/.test(name))
        report({
          at: placeOf(code, instr),
          message: "A module is loaded that stands here encoded, so that nobody can read what it does.",
        });
      if (instr.src === undefined) continue;
      const decoder = hiddenIn(program, code, instr.src);
      if (decoder !== undefined)
        report({
          at: placeOf(code, instr),
          message: `The name of the module that is loaded here is hidden; ${nameOf(decoder)} decodes it from the code.`,
        });
    }
  }
  for (const module of program.modulesNaming(/_0x/i)) {
    const names = mangledNames(module);
    if (names.size < MANY) continue;
    const at = firstMangled(module);
    if (at !== undefined)
      report({
        at,
        message: `${names.size} names of the form \`${[...names][0] ?? ""}\` show that this file was made unreadable on purpose; it cannot be audited.`,
      });
  }
});

const nameOf = (call: WrittenCall): string =>
  callName(call.path || call.code.text(call.instr.callee) || call.instr.method || "a call");

/** The call that decodes what `call` executes, when it executes a literal of the code. */
function executes(program: Program, call: WrittenCall): WrittenCall | undefined {
  const { instr, code } = call;
  const calledResult = code.origin(instr.callee);
  // `globalThis[atob("ZXZhbA==")](...)`: the name of what is called is hidden.
  if (calledResult?.instr.op === "loadi") {
    const hidden = hiddenIn(program, calledResult.code, calledResult.instr.key);
    if (hidden !== undefined) return hidden;
  }
  if (!KINDS.some((kind) => call.kinds.has(kind))) return undefined;
  for (const arg of instr.args.slice(0, 3)) {
    const decoder = hiddenIn(program, code, arg.value);
    if (decoder !== undefined) return decoder;
  }
  return undefined;
}

/** The decoder of a literal among the calls that a value is made by. */
function hiddenIn(program: Program, code: FunctionCode, temp: number): WrittenCall | undefined {
  for (const call of program.written.behind(code, temp)) {
    if (!decodes(call)) continue;
    const literals = call.instr.args.flatMap((arg) => ingredientsOf(call.code, arg.value));
    if (OF_PERCENT.test(call.path) && !literals.some((text) => text.includes("%"))) continue;
    const numbers = call.instr.args.filter((arg) => typeof call.code.constant(arg.value) === "number").length;
    if (literals.some((text) => text.length >= PAYLOAD) || numbers >= PAYLOAD) return call;
    if (
      literals.some(
        (text) => text.length >= 6 && /^[A-Za-z0-9+/]+={0,2}$/.test(text) && /[A-Z].*[a-z]|=$/.test(text),
      ) &&
      /(?:atob|b64decode)$/.test(call.path)
    )
      return call;
  }
  return undefined;
}

function decodes({ path, instr, code, model }: WrittenCall): boolean {
  const name = path || `.${instr.method ?? ""}`;
  // Text that is put into a buffer as it is, to be encoded: only a list of numbers is hidden in that way.
  const [only, encoding] = instr.args;
  if (/(?:^|\.)from$/.test(name) && only !== undefined && encoding === undefined)
    return code.origin(only.value)?.instr.op === "array";
  if (model?.flows.some((row) => row.op === "decode")) return true;
  if (DECODES.test(name)) return true;
  // Buffer.from(text, "base64"), codecs.decode(text, "rot13")
  const named = encoding === undefined ? undefined : code.constant(encoding.value);
  return (
    /(?:^|\.)(?:from|decode)$/.test(name) &&
    typeof named === "string" &&
    /^(?:base64(?:url)?|hex|latin1|binary|rot_?13|zlib|zip|bz2)$/.test(named)
  );
}

function mangledNames(module: ModuleIR): ReadonlySet<string> {
  const names = new Set<string>();
  for (const fn of module.functions) {
    if (fn.vendored !== undefined) continue;
    for (const { name } of [fn, ...fn.vars]) if (MANGLED.test(name)) names.add(name);
  }
  return names;
}

function firstMangled(module: ModuleIR): Location | undefined {
  const fn = module.functions.find((each) => [each, ...each.vars].some(({ name }) => MANGLED.test(name)));
  if (fn === undefined) return undefined;
  const span =
    fn.blocks.flatMap((block) => block.instrs).find((instr) => instr.span.line > 0)?.span ?? fn.span;
  return { path: module.path, span };
}
