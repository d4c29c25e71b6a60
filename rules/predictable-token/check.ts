/**
 * Session ids, tokens and the like made with a generator for dice, or from nothing but the clock. What is called an id
 * but guards nothing is silent: names decide, and ids of sessions only where sessions are reached over a
 * network.
 */
import {
  defineCheck,
  type FunctionCode,
  type Instr,
  instructions,
  placeOf,
  type Temp,
} from "../../src/rules/api.js";

const WEAK =
  /(^|\.)Math\.random$|(^|\.)random\.(random|randint|randrange|choice|choices|getrandbits|sample|uniform)$|(^|\.)uuid1$/;
/** A word in all that makes such a value. */
const MADE_FROM = /random|uuid1|\bDate\b|getTime|hrtime|\btime\b|time_ns|datetime/i;
const CLOCK = /(^|\.)(Date\.now|getTime|time\.time|time\.time_ns|time_ns|datetime\.(now|utcnow)|hrtime)$/;
/** What only changes the form of a text. */
const FORM =
  /(^|\.)(Date|now|getTime|time|time_ns|utcnow|hrtime|createHash|update|digest|hexdigest|md5|sha1|sha224|sha256|sha384|sha512|toString|String|str|encode|isoformat|timestamp|join|btoa|b64encode|Buffer\.from|format|replace|slice|substring|toUpperCase|upper|int|floor|Math\.floor)(\(\))?$/;
const STRONG =
  /randomBytes|randomUUID|getRandomValues|randomInt|(^|\.)secrets\.|uuid4|urandom|SystemRandom|nanoid|(^|\.)v4$/;
const SECRET =
  /(^|[._])(access_?token|auth_?token|api_?key|session_?token|secret|password|passwd|csrf(_?token)?|otp|code_?verifier|auth_?code|authorization_?code|refresh_?token|reset_?token|client_?secret|pairing_?code|token|bearer_?token)$/i;
const SESSION = /(^|[._])session_?id(_?generator)?$/i;
const MAKER = /^(generate|create|make|new|gen)_?\w*(token|secret|api_?key|password|otp|code_?verifier)$/i;
const MAX_DEPTH = 10;

export const check = defineCheck((program, report) => {
  const { network } = program.deployment;
  const names = new Map<string, boolean>();
  const named = (name: string): boolean => {
    let is = names.get(name);
    if (is === undefined)
      names.set(name, (is = SECRET.test(snake(name)) || (network && SESSION.test(snake(name)))));
    return is;
  };
  for (const code of program.functionsNaming(MADE_FROM)) {
    const maker = MAKER.test(snake(code.fn.name)) && code.fn.kind !== "module";
    for (const instr of instructions(code)) {
      const made = maker ? returned(code, instr) : assigned(code, instr, named);
      // A function that makes tokens is looked at from inside.
      if (made === undefined || (isFunction(code, made.value) && !SESSION.test(snake(made.name)))) continue;
      const from = madeFrom(code, made.value);
      if (from === undefined) continue;
      report({ at: placeOf(code, instr), message: `\`${made.name}\` is made ${from}.` });
      break;
    }
  }
});

const isFunction = (code: FunctionCode, value: Temp): boolean => code.origin(value)?.instr.op === "func";

const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, "$1_$2");

/** A value given to a variable, property or option of such a name. */
function assigned(
  code: FunctionCode,
  instr: Instr,
  named: (name: string) => boolean,
): { readonly name: string; readonly value: Temp } | undefined {
  switch (instr.op) {
    case "setvar": {
      const name = code.variableName(instr.ref);
      return named(name) ? { name, value: instr.src } : undefined;
    }
    case "store":
      return named(instr.key) ? { name: instr.key, value: instr.src } : undefined;
    case "object": {
      const entry = instr.entries.find((each) => each.key !== undefined && named(each.key));
      return entry?.key === undefined ? undefined : { name: entry.key, value: entry.value };
    }
    case "call": {
      const arg = instr.args.find((each) => each.name !== undefined && named(each.name));
      return arg?.name === undefined ? undefined : { name: arg.name, value: arg.value };
    }
    default:
      return undefined;
  }
}

/** In a function that makes such a value: a weak generator anywhere, or what it returns. */
function returned(
  code: FunctionCode,
  instr: Instr,
): { readonly name: string; readonly value: Temp } | undefined {
  if (instr.op !== "call") return undefined;
  const name = `${code.fn.name}()`;
  if (WEAK.test(code.text(instr.callee))) return { name, value: instr.dst };
  const isAnswer = code.fn.blocks.some(
    ({ term }) => term.op === "return" && term.src !== undefined && code.origin(term.src)?.instr === instr,
  );
  return isAnswer ? { name, value: instr.dst } : undefined;
}

/** Properties that say when something was issued, or how long it is good for. */
const TIME =
  /(^|_)(exp|iat|nbf|ttl|time|timestamp|date|at|until|expir\w*|created|issued|updated|fetched|obtained|lifetime)(_|$)/i;

/** What makes the value predictable, if it is; of an object, one of its properties that are no times. */
function madeFrom(code: FunctionCode, value: Temp): string | undefined {
  const made = code.origin(value);
  if (made?.instr.op === "object") {
    for (const { key, value: part } of made.instr.entries) {
      const from = key !== undefined && TIME.test(snake(key)) ? undefined : madeOf(made.code, part);
      if (from !== undefined) return from;
    }
    return undefined;
  }
  return madeOf(code, value);
}

function madeOf(code: FunctionCode, value: Temp): string | undefined {
  const called = new Set<string>();
  collect(code, value, called, 0);
  inside(code, value, called);
  const list = [...called];
  if (list.some((text) => STRONG.test(text))) return undefined;
  if (list.some((text) => WEAK.test(text))) return "with a generator whose next value can be predicted";
  return list.some((text) => CLOCK.test(text)) && list.every((text) => FORM.test(text))
    ? "of nothing but the time and values that are no secrets"
    : undefined;
}

/** Calls within what is written for the value, such as those of a comprehension. */
function inside(code: FunctionCode, value: Temp, out: Set<string>): void {
  const span = code.origin(value)?.instr.span;
  if (span === undefined) return;
  for (const fn of code.module.functions) {
    if (fn !== code.fn && fn.parent !== code.fn.id) continue;
    const own = code.inner(fn);
    for (const instr of instructions(own)) {
      const { line, col, endLine, endCol } = instr.span;
      const after = line > span.line || (line === span.line && col >= span.col);
      const before = endLine < span.endLine || (endLine === span.endLine && endCol <= span.endCol);
      if (instr.op === "call" && after && before) out.add(own.text(instr.callee));
    }
  }
}

/** Texts of all calls that go into a value, also by way of variables that are written once. */
function collect(reader: FunctionCode, temp: Temp, out: Set<string>, depth: number): void {
  const origin = reader.origin(temp);
  if (origin === undefined || depth > MAX_DEPTH) return;
  const { code, instr } = origin;
  const all = (temps: readonly (Temp | undefined)[]) => {
    for (const each of temps) if (each !== undefined) collect(code, each, out, depth + 1);
  };
  switch (instr.op) {
    case "call":
      out.add(code.text(instr.callee));
      all([instr.self, ...instr.args.map((arg) => arg.value)]);
      break;
    case "func": {
      const inner = code.module.functions[instr.fn];
      for (const block of inner?.blocks ?? []) {
        for (const each of block.instrs)
          if (each.op === "call" && inner !== undefined) out.add(code.inner(inner).text(each.callee));
      }
      break;
    }
    case "concat":
      all(instr.parts);
      break;
    case "add":
    case "binary":
    case "logical":
      all([instr.left, instr.right]);
      break;
    case "load":
    case "loadi":
      all([instr.obj]);
      break;
    case "await":
    case "unary":
      all([instr.src]);
      break;
    case "select":
      all([instr.then, instr.otherwise]);
      break;
    default:
      break;
  }
}
