/**
 * Texts that code files under names such as `description` or `instructions`, wherever that is: in objects,
 * keyword arguments, `.describe(...)` calls, assignments. They are put together from constants as far as
 * that goes within the function and what encloses it; unknown parts are an ellipsis.
 */
import type { Location } from "../findings/types.js";
import type { FunctionCode } from "../ir/code.js";
import type { Span, Temp } from "../ir/types.js";

export interface Written {
  readonly text: string;
  readonly at: Location;
  readonly what: "description" | "instructions" | "result";
}

const KEYS = /^(?:description|instructions|systemPrompt|system_prompt|docstring|__doc__)$/;
const RESULTS = /^(?:text|content)$/;
const VARIABLES = /(?:description|instructions?|prompt|docstring|guidance)s?$/i;
const DESCRIBING = /^(?:describe|description|openapi|meta|setDescription|set_description|withDescription)$/;
/** A word in the text of each file that has such texts. */
export const TEXT_WORDS = /desc|instruction|prompt|doc|guidance|openapi|meta|text|content/i;
const UNKNOWN_PART = "…";
const MAX_DEPTH = 12;

/** Letters of any script are slow to look for, and English is what most texts are. */
const ENGLISH = /[A-Za-z]{2}/;
const ANY_LETTERS = /\p{L}{2}/u;
const isSpoken = (text: string): boolean => ENGLISH.test(text) || ANY_LETTERS.test(text);

/** The texts of one function. */
export function* writtenTexts(code: FunctionCode): Generator<Written> {
  const place = (span: Span): Location => ({ path: code.module.path, span });
  const make = (temp: Temp, span: Span, what: Written["what"]): Written[] => {
    const text = foldText(code, temp);
    return text === undefined || !isSpoken(text) ? [] : [{ text, at: place(span), what }];
  };
  const kind = (key: string): Written["what"] | undefined =>
    KEYS.test(key)
      ? /instruct|prompt/i.test(key)
        ? "instructions"
        : "description"
      : RESULTS.test(key)
        ? "result"
        : undefined;
  for (const block of code.fn.blocks) {
    for (const instr of block.instrs) {
      if (instr.op === "object") {
        if (instr.entries.some((entry) => isTest(code, entry))) continue;
        for (const entry of instr.entries) {
          const what = entry.key === undefined ? undefined : kind(entry.key);
          if (what !== undefined) yield* make(entry.value, spanOf(code, entry.value) ?? instr.span, what);
        }
      } else if (instr.op === "call") {
        for (const arg of instr.args) {
          const what = arg.name === undefined ? undefined : kind(arg.name);
          if (what !== undefined) yield* make(arg.value, spanOf(code, arg.value) ?? instr.span, what);
        }
        const first = instr.args[0];
        if (instr.method !== undefined && DESCRIBING.test(instr.method) && first !== undefined)
          yield* make(first.value, spanOf(code, first.value) ?? instr.span, "description");
      } else if (instr.op === "store" && KEYS.test(instr.key)) {
        yield* make(instr.src, spanOf(code, instr.src) ?? instr.span, "description");
      } else if (instr.op === "setvar" && VARIABLES.test(code.variableName(instr.ref))) {
        yield* make(instr.src, spanOf(code, instr.src) ?? instr.span, "description");
      }
    }
  }
}

const TESTS = /^(?:test|pattern|regexp?|re|match(?:er|es)?|detect)$/;

/**
 * Does the entry hold a pattern or a function that looks for something? What stands beside it describes what is looked
 * for, and nobody is told. The pattern of a schema is a text.
 */
function isTest(
  code: FunctionCode,
  { key, value }: { readonly key?: string; readonly value: Temp },
): boolean {
  if (key === undefined || !TESTS.test(key)) return false;
  const found = code.origin(value);
  if (found === undefined) return false;
  const { code: at, instr: made } = found;
  if (made.op === "const") return typeof made.value === "object" && made.value !== null;
  return (
    made.op === "func" || (made.op === "call" && /(?:^|\.)(?:compile|RegExp)$/.test(at.text(made.callee)))
  );
}

function spanOf(code: FunctionCode, temp: Temp): Span | undefined {
  return code.definition(temp)?.span;
}

/** Every constant text of a function. */
export function* constantsIn(code: FunctionCode): Generator<string> {
  for (const block of code.fn.blocks)
    for (const instr of block.instrs)
      if (instr.op === "const" && typeof instr.value === "string") yield instr.value;
}

/** The text of a temp with an ellipsis for what is not known; undefined when nothing of it is. */
export function foldText(code: FunctionCode, temp: Temp): string | undefined {
  const text = fold(code, temp, 0);
  return text === undefined || text.replaceAll(UNKNOWN_PART, "").trim() === "" ? undefined : text;
}

function fold(code: FunctionCode, temp: Temp, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const origin = code.origin(temp);
  if (origin === undefined) return undefined;
  const { code: at, instr } = origin;
  const part = (t: Temp): string => fold(at, t, depth + 1) ?? UNKNOWN_PART;
  switch (instr.op) {
    case "const":
      return typeof instr.value === "string"
        ? instr.value
        : typeof instr.value === "number"
          ? String(instr.value)
          : undefined;
    case "concat":
      return instr.parts.map(part).join("");
    case "add":
      return part(instr.left) + part(instr.right);
    case "array":
      return instr.elements.map((element) => part(element.value)).join("\n");
    case "select":
      return `${part(instr.then)}\n${part(instr.otherwise)}`;
    case "logical":
      return `${part(instr.left)}\n${part(instr.right)}`;
    case "call":
      // ["...", "..."].join("\n"), `...`.trim(), dedent`...`, textwrap.dedent("...")
      if (instr.self !== undefined && /^(?:join|trim\w*|l?strip|rstrip|replace\w*)$/.test(instr.method ?? ""))
        return joined(at, instr, part);
      return instr.args.length > 0 &&
        instr.args.length <= 2 &&
        /dedent|stripIndent|outdent|cleandoc|^t$/.test(at.text(instr.callee))
        ? part((instr.args[0] as { value: Temp }).value)
        : undefined;
    default:
      return undefined;
  }
}

/** JavaScript joins the receiver's elements, Python those of the argument. */
function joined(
  code: FunctionCode,
  instr: {
    readonly self?: Temp | undefined;
    readonly method?: string | undefined;
    readonly args: readonly { readonly value: Temp }[];
  },
  part: (t: Temp) => string,
): string {
  const argument = instr.args[0]?.value;
  if (instr.method === "join" && code.module.language === "python" && argument !== undefined)
    return part(argument);
  return part(instr.self as Temp);
}

/**
 * Where a text is written: the constant or docstring that holds it, in the given file first. Undefined when
 * it was put together from several.
 */
export function placeOfText(
  functions: readonly FunctionCode[],
  text: string,
  path: string,
): Location | undefined {
  let found: Location | undefined;
  for (const code of functions) {
    const here = code.module.path === path;
    if (!here && found !== undefined) continue;
    const at = placeIn(code, text);
    if (at === undefined) continue;
    if (here) return at;
    found = at;
  }
  return found;
}

function placeIn(code: FunctionCode, text: string): Location | undefined {
  const { path } = code.module;
  for (const block of code.fn.blocks) {
    for (const instr of block.instrs) {
      if (instr.op !== "const" || typeof instr.value !== "string") continue;
      const at = instr.value.indexOf(text);
      if (at >= 0) return { path, span: lineOf(instr.span, instr.value.slice(0, at)) };
    }
  }
  const { docstring, span } = code.fn;
  return docstring?.includes(text) === true ? { path, span } : undefined;
}

/** The line of a constant on which a text begins, where its line breaks are those of the source. */
function lineOf(span: Span, before: string): Span {
  const lines = before.split("\n").length - 1;
  if (lines === 0 || span.line + lines > span.endLine) return span;
  const line = span.line + lines;
  return { line, col: 0, endLine: line, endCol: line === span.endLine ? span.endCol : 1 };
}
