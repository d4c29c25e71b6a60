/**
 * What a program finds missing when the operator configures nothing, read from the code as it is written: variables of
 * the environment without a default, options that nobody has to give, settings that are nothing by default.
 *
 *   const expected = process.env.TOKEN;                       missing
 *   const expected = process.env.TOKEN ?? randomUUID();       never
 *   if (!expected) throw new Error("set TOKEN");              never, wherever that stands
 *
 * In: the modules of the program. Out: what a condition answers then; undefined where it asks for something else.
 */
import type { FunctionCode } from "../ir/code.js";
import { variableRead } from "../ir/environment.js";
import type { Instr, ModuleIR, Temp, VarRef } from "../ir/types.js";
import { lastName } from "../taint/machine.js";
import { isEqual } from "./comparisons.js";
import { type Asked, decided, fixed, isNothing } from "./decided.js";
import { Demanded, namesOf, TEXTUAL, TRUTH } from "./demanded.js";
import { Gathered } from "./gathered.js";
import { Ways } from "./ways.js";

/** Is something missing then: surely, never, or is it not known? */
type Missing = "yes" | "no" | "unknown";

const MAX_DEPTH = 10;
/** Functions that are asked for one another. */
const MAX_CALLS = 8;
/** Values that are looked at for one property or parameter. */
const MAX_VALUES = 24;
const PARSED =
  /(^|\.)(parse_args|parse_known_args|opts|optsWithGlobals|parseArgs|argv)(\(\))?(\.values|\[\])?$/;
const OPTIONS = ["add_argument", "add_option", "option", "requiredOption"];
/** Settings that are nothing by default count where they are called like a secret or a switch of authentication. */
const SECRET = /token|key|secret|passw|passphrase|auth|bearer|cred/i;

export class Unconfigured {
  private readonly known = new Map<string, Missing>();
  private readonly open = new Set<string>();
  /** What functions answer, and those that are being asked. */
  private readonly answers = new Map<string, boolean | undefined>();
  private readonly asked = new Set<FunctionCode>();
  readonly all: Gathered;
  private readonly demanded: Demanded;

  constructor(modules: readonly ModuleIR[]) {
    this.all = new Gathered(modules);
    this.demanded = new Demanded(this.all);
  }

  /** What a condition answers when nothing is configured; of settings that are called like a secret only, if so asked. */
  answer(code: FunctionCode, temp: Temp, secrets = false, depth = 0): boolean | undefined {
    if (depth > MAX_DEPTH) return undefined;
    return decided(code, temp, (asked) => this.ofAsked(asked, secrets), depth);
  }

  /** What is known of a value that a condition asks for. */
  private ofAsked({ code, temp, at, instr, depth }: Asked, secrets: boolean): boolean | undefined {
    switch (instr.op) {
      case "const":
        return isNothing(instr.value) || instr.value === false ? false : truth(instr.value);
      case "unary":
        return undefined;
      case "logical":
        if (instr.operator !== "??") return undefined;
        break;
      case "binary":
        return this.compared(at, instr, secrets, depth);
      case "call":
        if (TRUTH.test(lastName(at.text(instr.callee))) && instr.args[0] !== undefined)
          return this.answer(at, instr.args[0].value, secrets, depth + 1);
        break;
      default:
        break;
    }
    if (this.isMissing(code, temp, secrets, depth)) return false;
    return instr.op === "call" ? this.answered(at, instr, secrets) : undefined;
  }

  /** `TOKEN === undefined`, `NODE_ENV !== "production"`, `key is None`. */
  private compared(
    code: FunctionCode,
    { operator, left, right }: Extract<Instr, { op: "binary" }>,
    secrets: boolean,
    depth: number,
  ): boolean | undefined {
    const equal = isEqual(operator);
    if (equal === undefined) return undefined;
    for (const [given, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const constant = fixed(code, other);
      if (constant === undefined || fixed(code, given) !== undefined) continue;
      if (this.isMissing(code, given, secrets, depth + 1)) return (constant === "nothing") === equal;
    }
    return undefined;
  }

  /** What a function of the program gives then, where all its ways give the same. */
  private answered(
    code: FunctionCode,
    call: Extract<Instr, { op: "call" }>,
    secrets: boolean,
  ): boolean | undefined {
    const name = lastName(code.text(call.callee));
    const own = name === "" ? [] : this.all.functionsNamed(name);
    const [fn] = own;
    if (own.length !== 1 || fn === undefined) return undefined;
    const key = `${name} ${secrets}`;
    if (this.answers.has(key)) return this.answers.get(key);
    if (this.asked.has(fn) || this.asked.size > MAX_CALLS) return undefined;
    this.asked.add(fn);
    const answer = this.answerOf(fn, secrets);
    this.asked.delete(fn);
    this.answers.set(key, answer);
    return answer;
  }

  private answerOf(fn: FunctionCode, secrets: boolean): boolean | undefined {
    const answers = new Set<boolean | undefined>();
    for (const id of new Ways(fn).all((t) => this.answer(fn, t, secrets))) {
      const { term } = fn.fn.blocks[id] as (typeof fn.fn.blocks)[number];
      if (term.op !== "return") continue;
      if (term.src === undefined) answers.add(false);
      else if (fn.definition(term.src)?.op === "object") answers.add(undefined);
      else answers.add(this.answer(fn, term.src, secrets));
    }
    return answers.size === 1 ? [...answers][0] : undefined;
  }

  /** Is it missing, and does nothing end the program for that? */
  private isMissing(code: FunctionCode, temp: Temp, secrets: boolean, depth: number): boolean {
    if (this.missing(code, temp, depth) !== "yes") return false;
    const names = new Set<string>();
    namesOf(code, temp, names, 0);
    return (!secrets || [...names].some((name) => SECRET.test(name))) && !this.demanded.any(names);
  }

  /** Is a value missing when nothing is configured? */
  private missing(code: FunctionCode, temp: Temp, depth: number): Missing {
    const found = code.origin(temp);
    if (found === undefined || depth > MAX_DEPTH) return "unknown";
    const { instr } = found;
    const at = found.code;
    const of = (t: Temp): Missing => this.missing(at, t, depth + 1);
    const read = variableRead(at, instr);
    // `os.environ["KEY"]` ends the program where it is not there.
    if (read !== undefined && instr.op === "loadi" && at.module.language === "python") return "no";
    if (read !== undefined) return read.otherwise === undefined ? "yes" : of(read.otherwise);
    switch (instr.op) {
      case "const":
        return isNothing(instr.value) || instr.value === false ? "yes" : "no";
      case "global":
        return /^(undefined|None|False)$/.test(instr.name) ? "yes" : "unknown";
      case "logical":
        return instr.operator === "&&"
          ? either([of(instr.left), of(instr.right)])
          : both(of(instr.left), of(instr.right));
      case "default":
        return both(of(instr.src), of(instr.otherwise));
      case "select": {
        const cond = this.answer(at, instr.cond, false, depth + 1);
        if (cond !== undefined) return of(cond ? instr.then : instr.otherwise);
        return agreed([of(instr.then), of(instr.otherwise)]);
      }
      case "call":
        return instr.self !== undefined && TEXTUAL.test(instr.method ?? "") ? of(instr.self) : "unknown";
      case "load":
        return this.missingProperty(at, instr.obj, instr.key, depth);
      case "loadi": {
        const key = at.constant(instr.key);
        return typeof key === "string" ? this.missingProperty(at, instr.obj, key, depth) : "unknown";
      }
      case "getvar":
        return this.missingVariable(at, instr.ref, depth);
      default:
        return "unknown";
    }
  }

  private missingVariable(code: FunctionCode, ref: VarRef, depth: number): Missing {
    const owner = code.ownerOf(ref);
    if (owner === undefined) return "unknown";
    const param = owner.fn.params.find((p) => p.variable === ref.index);
    return this.once(`${owner.module.path} ${owner.fn.id} ${ref.index}`, () =>
      param === undefined
        ? agreed(this.all.writes(owner, ref.index).map(([at, t]) => this.missing(at, t, depth + 1)))
        : this.missingParameter(owner, param.name, depth),
    );
  }

  /** What those hand over who call the function, or make an object of the class. */
  private missingParameter(owner: FunctionCode, name: string, depth: number): Missing {
    const values = this.all.argumentsOf(owner, name, MAX_VALUES);
    return values === undefined ? "unknown" : agreed(values.map(([at, t]) => this.missing(at, t, depth + 1)));
  }

  private missingProperty(code: FunctionCode, obj: Temp, key: string, depth: number): Missing {
    const text = code.text(obj);
    if (PARSED.test(text) || /^(args|argv|opts|options|flags)$/.test(text)) {
      const option = this.missingOption(key, depth);
      if (option !== undefined) return option;
    }
    if (/(^|[._])(req|request|res|response|headers?|query|params|scope|body|session)\b/i.test(text))
      return "unknown";
    return this.once(`property ${key}`, () => {
      const values = this.all.stored(key, MAX_VALUES);
      if (values === undefined || values.length === 0) return "unknown";
      const made = values.map(([at, t]) => ({
        fixed: at.constant(t) !== undefined,
        is: this.missing(at, t, depth + 1),
      }));
      const verdict = agreed(made.map(({ is }) => is));
      return verdict === "yes" && !SECRET.test(key) && made.every(({ fixed }) => fixed) ? "unknown" : verdict;
    });
  }

  /** Of an option of the command line, by its name. */
  private missingOption(key: string, depth: number): Missing | undefined {
    const wanted = plainName(key);
    for (const [code, call] of OPTIONS.flatMap((name) => this.all.callsOf(name))) {
      const names = call.args.map((arg) => code.constant(arg.value)).filter((c) => typeof c === "string");
      if (!names.some((name) => plainName(/--([\w-]+)/.exec(String(name))?.[1] ?? "") === wanted)) continue;
      const named = (name: string) => call.args.find((arg) => arg.name === name)?.value;
      const required = named("required");
      if (
        /requiredOption$/.test(code.text(call.callee)) ||
        (required !== undefined && code.constant(required) === true)
      )
        return "no";
      const fallback =
        named("default") ??
        (call.args.length > 2 && named("help") === undefined ? call.args[2]?.value : undefined);
      return fallback === undefined ? "yes" : this.missing(code, fallback, depth + 1);
    }
    return undefined;
  }

  private once(key: string, find: () => Missing): Missing {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    if (this.open.has(key)) return "unknown";
    this.open.add(key);
    const found = find();
    this.open.delete(key);
    this.known.set(key, found);
    return found;
  }
}

const plainName = (name: string): string => name.replace(/[-_]/g, "").toLowerCase();
const truth = (value: unknown): boolean | undefined =>
  value === true ? true : typeof value === "string" || typeof value === "object" ? true : undefined;

/** `a || b`: missing where both are. */
const both = (a: Missing, b: Missing): Missing =>
  a === "no" || b === "no" ? "no" : a === "yes" && b === "yes" ? "yes" : "unknown";
/** `a && b`: missing where one is. */
const either = (all: readonly Missing[]): Missing => (all.includes("yes") ? "yes" : "unknown");
/** What is written at several places: missing where it may be at one, and is never surely there. */
const agreed = (all: readonly Missing[]): Missing =>
  all.length === 0 || all.includes("unknown") ? "unknown" : all.includes("no") ? "no" : "yes";
