/**
 * The constant texts of a module and what each is given to, as written: also in code that nothing calls.
 *
 *   const apiKey = "9f8..."                  { text, name: "apiKey", use: "assigned" }
 *   connect({ password: "hunter2" })         { text, name: "password", use: "assigned" }
 *   process.env.TOKEN || "admin"             { text, name: "TOKEN", use: "fallback" }
 *   os.getenv("TOKEN", "admin")              { text, name: "TOKEN", use: "fallback" }
 *   if (req.headers["x-key"] === "letmein")  { text, name: "x-key", use: "compared" }
 *   def connect(password="admin")            { text, name: "password", use: "fallback" }
 *
 * Texts that are put together from constant parts count as one when all parts are constant. Code of embedded
 * packages is left out. Nothing is computed.
 */
import { codeOf, type FunctionCode } from "./code.js";
import { setInstead } from "./set-instead.js";
import type { ArrayElement, FunctionIR, Instr, ModuleIR, Span, Temp } from "./types.js";

export interface NamedText {
  readonly text: string;
  readonly span: Span;
  /** What it is given to or compared with; undefined when that has no name. */
  readonly name: string | undefined;
  readonly use: "assigned" | "fallback" | "compared" | "other";
  readonly code: FunctionCode;
}

type Binding = Pick<NamedText, "name" | "use">;

/** Calls that read a setting and take a second argument for when it is not set, by the end of their text. */
const SETTING_READ =
  /(?:^|[._])(?:getenv|environ\.get|env\.get|get_?[eE]nv\w*|env|config(?:uration)?\.get|settings\.get|config)\(?$/;
/** Schema methods that say what holds when nothing is given: the receiver's property names it. */
const DEFAULTS = new Set(["default", "catch", "prefault"]);
const COMPARISONS = new Set(["===", "==", "!==", "!="]);
const MAX_TEXT = 20_000;

/** All constant texts of a module in the order of its functions. */
export function textsOf(module: ModuleIR): readonly NamedText[] {
  const out: NamedText[] = [];
  for (const fn of module.functions) if (fn.vendored === undefined) collect(codeOf(module, fn), out);
  return out;
}

function collect(code: FunctionCode, out: NamedText[]): void {
  const { fn } = code;
  if (!fn.blocks.some((block) => block.instrs.some(isText))) return;
  const bindings = new Bindings(code);
  for (const block of fn.blocks) for (const instr of block.instrs) bind(instr, bindings);
  nameThunk(bindings);
  for (const [temp, name] of setInstead(code)) bindings.of.set(temp, { name, use: "fallback" });
  for (const block of fn.blocks) {
    for (const instr of block.instrs) {
      if (
        (instr.op !== "const" && instr.op !== "concat" && instr.op !== "add") ||
        bindings.parts.has(instr.dst)
      )
        continue;
      const { text = "", whole = false } = constantText(code, instr) ?? NOTHING;
      if (text === "" || text.length > MAX_TEXT) continue;
      // Of a text with unknown parts nothing is said by the name that the whole is given.
      const binding = (whole ? bindings.of.get(instr.dst) : undefined) ?? {
        name: undefined,
        use: "other" as const,
      };
      out.push({ text, span: instr.span, code, ...binding });
    }
  }
}

const isText = (instr: Instr): boolean => instr.op === "const" && typeof instr.value === "string";
const NOTHING: { readonly text?: string; readonly whole?: boolean } = {};

/** The text of a constant, or of a text put together from constants; `whole` when nothing else is in it. */
function constantText(
  code: FunctionCode,
  instr: Instr,
): { readonly text: string; readonly whole: boolean } | undefined {
  if (instr.op === "const")
    return typeof instr.value === "string" ? { text: instr.value, whole: true } : undefined;
  const parts =
    instr.op === "concat" ? instr.parts : instr.op === "add" ? [instr.left, instr.right] : undefined;
  if (parts === undefined) return undefined;
  const texts = parts.map((part) => {
    const made = code.definition(part);
    return made === undefined ? undefined : constantText(code, made);
  });
  const known = texts.filter((each) => each !== undefined);
  if (known.length === 0) return undefined;
  const whole = known.length === texts.length && known.every((each) => each.whole);
  return { text: known.map((each) => each.text).join(whole ? "" : " "), whole };
}

/** What the temps of one function are given to. */
class Bindings {
  readonly of = new Map<Temp, Binding>();
  /** Temps that are parts of a text, and so no texts of their own. */
  readonly parts = new Set<Temp>();

  constructor(readonly code: FunctionCode) {}

  give(temp: Temp, name: string | undefined, use: NamedText["use"]): void {
    if (name === undefined || name === "") return;
    const known = this.of.get(temp);
    // A fallback stays one wherever the whole goes; the nearest name is the best one.
    if (known === undefined || (known.use === "other" && use !== "other")) this.of.set(temp, { name, use });
    passOn(this, temp, name);
  }
}

function bind(instr: Instr, bindings: Bindings): void {
  const { code, parts } = bindings;
  switch (instr.op) {
    case "setvar":
      bindings.give(instr.src, code.variableName(instr.ref), "assigned");
      return;
    case "store":
      bindings.give(instr.src, instr.key, "assigned");
      return;
    case "storei": {
      const key = code.constant(instr.key);
      bindings.give(instr.src, typeof key === "string" ? key : undefined, "assigned");
      return;
    }
    case "object":
      for (const entry of instr.entries) {
        const key = entry.computed === undefined ? entry.key : code.constant(entry.computed);
        bindings.give(entry.value, typeof key === "string" ? key : undefined, "assigned");
      }
      return;
    case "call":
      bindCall(instr, bindings);
      return;
    case "default":
      bindings.give(instr.otherwise, lastName(code.text(instr.src)), "fallback");
      return;
    case "logical":
      if (instr.operator !== "&&") bindings.give(instr.right, settingName(code, instr.left), "fallback");
      return;
    case "binary":
      if (!COMPARISONS.has(instr.operator)) return;
      bindings.give(instr.left, lastName(code.text(instr.right)), "compared");
      bindings.give(instr.right, lastName(code.text(instr.left)), "compared");
      return;
    case "concat":
    case "add":
      for (const part of instr.op === "concat" ? instr.parts : [instr.left, instr.right]) parts.add(part);
      return;
    default:
      return;
  }
}

/** A choice between values gives its name to each. */
function passOn(bindings: Bindings, temp: Temp, name: string): void {
  const { code } = bindings;
  const made = code.definition(temp);
  if (made?.op === "select") {
    bindings.give(made.then, name, "assigned");
    bindings.give(made.otherwise, name, "assigned");
  } else if (made?.op === "logical" && made.operator !== "&&") {
    const setting = settingName(code, made.left);
    bindings.give(
      made.right,
      setting ?? name,
      setting === undefined && !isRead(code, made.left) ? "assigned" : "fallback",
    );
  } else if (made?.op === "call" && made.args.some((arg) => arg.name === "default")) {
    // `secret: str = Field(default="...")`
    for (const arg of made.args) if (arg.name === "default") bindings.give(arg.value, name, "fallback");
  } else if (made?.op === "call" && made.args.length > 0 && isWrapper(made.method)) {
    // Buffer.from("..."), SecretStr("..."), "...".encode()
    const first = made.args[0];
    if (first !== undefined && first.name === undefined) bindings.give(first.value, name, "assigned");
  } else if (made?.op === "call" && made.method !== undefined && DEFAULTS.has(made.method)) {
    const first = made.args[0];
    if (first !== undefined) bindings.give(first.value, name, "fallback");
  } else if (made?.op === "call" && made.method === "encode" && made.self !== undefined) {
    bindings.give(made.self, name, "assigned");
  } else if (made?.op === "array" && !isListOfGuesses(code, made.elements)) {
    made.elements.slice(0, 50).forEach((element: ArrayElement) => {
      bindings.give(element.value, name, "assigned");
    });
  }
}

/** What everybody tries first. */
const GUESS =
  /^(?:admin|administrator|changeme|default|guest|pass(?:word|wd)?|root|secret|test|token|12345\d*)$/i;

/** Several of these in one list are what a value must not be: `{ PASSWORD: ["admin", "password", "admin123"] }`. */
const isListOfGuesses = (code: FunctionCode, elements: readonly ArrayElement[]): boolean =>
  elements.filter(({ value }) => GUESS.test(String(code.constant(value)))).length > 1;

const isWrapper = (method: string | undefined): boolean =>
  method === undefined || method === "from" || method === "TextEncoder";

function isRead(code: FunctionCode, temp: Temp): boolean {
  const made = code.definition(temp);
  return made !== undefined && made.op !== "const";
}

function bindCall(call: Extract<Instr, { op: "call" }>, bindings: Bindings): void {
  const { code } = bindings;
  const [first, second] = call.args;
  const setting = first === undefined || first.name !== undefined ? undefined : code.constant(first.value);
  const fallback = call.args.find((arg) => arg.name === "default") ?? second;
  if (typeof setting === "string" && fallback !== undefined && fallback.spread !== true) {
    const callee = code.text(call.callee);
    // `add_argument("--password", default="admin")` and `getenv("PASSWORD", "admin")`
    if (SETTING_READ.test(callee) || fallback.name === "default")
      bindings.give(fallback.value, setting.replace(/^-+/, ""), "fallback");
    else if (/(?:^|\.)(?:set|setItem|setHeader|header|append|update|setdefault|option)$/.test(callee))
      bindings.give(
        (callee.endsWith("option") ? call.args[2]?.value : undefined) ?? fallback.value,
        setting
          .split(/[\s,<[]+/)
          .find((word) => word.startsWith("--"))
          ?.slice(2) ?? setting,
        callee.endsWith("option") ? "fallback" : "assigned",
      );
  }
  for (const arg of call.args)
    if (arg.name !== undefined && arg.name !== "default") bindings.give(arg.value, arg.name, "assigned");
  if (
    call.self !== undefined &&
    call.method !== undefined &&
    DEFAULTS.has(call.method) &&
    first !== undefined
  )
    bindings.give(first.value, undefined, "fallback");
}

/** The name of the setting that a value is read from: `process.env.TOKEN`, `os.environ["TOKEN"]`, `options.token`. */
function settingName(code: FunctionCode, temp: Temp): string | undefined {
  const text = code.text(temp);
  const made = code.definition(temp);
  if (made?.op === "call") {
    const first = made.args[0];
    const key = first === undefined ? undefined : code.constant(first.value);
    return typeof key === "string" ? key : lastName(text.replace(/\(\)$/, ""));
  }
  if (made?.op === "logical") return settingName(code, made.right) ?? settingName(code, made.left);
  return lastName(text);
}

function lastName(text: string): string | undefined {
  return /([A-Za-z_$][\w$-]*)(?:\(\))?\]?$/.exec(text.slice(-120))?.[1];
}

/** What a default expression or a field initialiser yields belongs to its parameter or field. */
function nameThunk({ code, of }: Bindings): void {
  if (code.fn.kind !== "thunk") return;
  const parameter = parameterOf(code.module, code.fn);
  if (parameter === undefined) return;
  for (const block of code.fn.blocks)
    if (block.term.op === "return" && block.term.src !== undefined)
      of.set(block.term.src, { name: parameter, use: "fallback" });
}

const thunks = new WeakMap<ModuleIR, ReadonlyMap<number, string>>();

function parameterOf(module: ModuleIR, fn: FunctionIR): string | undefined {
  let known = thunks.get(module);
  if (known === undefined) {
    const made = new Map<number, string>();
    for (const each of module.functions)
      for (const param of each.params)
        if (param.defaultThunk !== undefined) made.set(param.defaultThunk, param.name);
    thunks.set(module, (known = made));
  }
  return known.get(fn.id);
}
