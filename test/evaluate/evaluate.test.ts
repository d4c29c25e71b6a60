import { describe, expect, it } from "vitest";
import { type Answer, Evaluator } from "../../src/evaluate/index.js";
import type { ModuleIR } from "../../src/ir/types.js";
import { lower } from "../frontends/javascript/lowering.js";
import { parseModule } from "../frontends/python/lower.js";

/** What the function `check` of a module answers for each of these texts. */
function ask(
  module: ModuleIR,
  texts: readonly string[],
  others: Readonly<Record<string, ModuleIR>> = {},
): (string | undefined)[] {
  const fn = module.functions.find(({ name }) => name === "check");
  if (fn === undefined) throw new Error("no function check");
  const evaluator = new Evaluator((_, specifier) => others[specifier] ?? specifier);
  return texts.map((text) => oneOf(evaluator.answers(module, fn, 0, text)));
}

/** "either" where it depends on something else, undefined where it cannot be told. */
const oneOf = (answers: readonly Answer[]): string | undefined =>
  answers.length > 1 ? "either" : answers[0];

const javascript = (text: string, ...texts: string[]): (string | undefined)[] => ask(lower(text), texts);
const python = async (text: string, ...texts: string[]): Promise<(string | undefined)[]> =>
  ask(await parseModule(text), texts);

describe("JavaScript", () => {
  it.each([
    [
      "bits",
      "const check = (s) => ((s.split('.').reduce((n, p) => (n << 8) + Number(p), 0) >>> 0) >>> 24) === 10;",
    ],
    ["tables", "const T = new Set(['10']); function check(s) { return T.has(s.split('.')[0]); }"],
    [
      "maps",
      "const T = new Map([['10', 1]]); function check(s) { return T.get(s.split('.')[0]) !== undefined; }",
    ],
    [
      "objects",
      "const T = { 10: true }; function check(s) { const [a] = s.split('.'); return T[a] ?? false; }",
    ],
    [
      "patterns",
      "const R = /^(\\d+)\\./; function check(s) { const m = s.match(R); return m !== null && +m[1] === 10; }",
    ],
    [
      "loops",
      "function check(s) { let n = ''; for (const c of s) { if (c === '.') break; n += c; } return n === '10'; }",
    ],
    [
      "switches",
      "function check(s) { switch (parseInt(s, 10)) { case 10: return true; default: return false; } }",
    ],
    [
      "choices",
      "function check(s) { const n = s.length > 1 && s[0] === '1' ? s.slice(0, 3) : ''; return n === '10.'; }",
    ],
    [
      "closures",
      "const of = (n) => (s) => s.startsWith(n); const ten = of('10.'); function check(s) { return ten(s); }",
    ],
    ["URLs", "function check(s) { return new URL('http://' + s).hostname.startsWith('10.'); }"],
    ["templates", "function check(s) { return `${s}/`.indexOf('10.') === 0; }"],
    [
      "classes",
      "class C { n = 10; is(s) { return Number(s.split('.')[0]) === this.n; } } const c = new C(); function check(s) { return c.is(s); }",
    ],
    [
      "errors that are caught",
      "function check(s) { try { if (!s.startsWith('10.')) throw new Error('no'); return true; } catch { return false; } }",
    ],
  ])("%s", (_, text) => {
    expect(javascript(text, "10.1.2.3", "8.8.8.8")).toEqual(["yes", "no"]);
  });

  it("tells what throws", () => {
    const text = "function check(s) { if (Number(s) > 3) throw new RangeError('much'); return s; }";
    expect(javascript(text, "4", "2", "")).toEqual(["throws", "yes", "no"]);
  });

  it("tells what depends on a setting", () => {
    const text = "function check(s) { if (process.env.LAX) return false; return s === 'a'; }";
    expect(javascript(text, "a", "b")).toEqual(["either", "no"]);
  });

  it("follows what other modules hold", () => {
    const list = lower("export const LIST = ['a', 'b'];", "src/list.ts");
    const module = lower("import { LIST } from './list.js'; function check(s) { return LIST.includes(s); }");
    expect(ask(module, ["a", "c"], { "./list.js": list })).toEqual(["yes", "no"]);
  });

  it.each([
    ["other libraries", "import { known } from 'names'; function check(s) { return known(s); }"],
    ["what the caller hands over besides", "function check(s, list) { return list.includes(s); }"],
    ["generators", "function* check(s) { yield s; }"],
  ])("says nothing of %s", (_, text) => {
    expect(javascript(text, "a")).toEqual([undefined]);
  });
});

describe("Python", () => {
  it.each([
    [
      "bits",
      "def check(s):\n  n = 0\n  for p in s.split('.'):\n    n = (n << 8) | int(p)\n  return n >> 24 == 10",
    ],
    ["tables", "T = frozenset({'10'})\ndef check(s):\n  return s.split('.')[0] in T"],
    ["dictionaries", "T = {'10': 1}\ndef check(s):\n  return T.get(s.split('.')[0]) is not None"],
    ["slices", "def check(s):\n  return s[:2] == '10' and s[-1:] == '3' and s[3:] != ''"],
    [
      "patterns",
      "import re\nR = re.compile(r'(\\d+)\\.')\ndef check(s):\n  m = R.match(s)\n  return bool(m) and int(m.group(1)) == 10",
    ],
    [
      "addresses",
      "import ipaddress\nN = [ipaddress.ip_network('10.0.0.0/8')]\ndef check(s):\n  a = ipaddress.ip_address(s)\n  return any(a in n for n in N) and a.is_private",
    ],
    ["choices", "def check(s):\n  n = s[:3] if s and s[0] == '1' else ''\n  return n == '10.'"],
    [
      "errors that are caught",
      "def check(s):\n  try:\n    return int(s.replace('.', '')) > 10000\n  except ValueError:\n    return False",
    ],
    [
      "URLs",
      "from urllib.parse import urlparse\ndef check(s):\n  return urlparse('http://u@' + s + ':80/x').hostname == '10.1.2.3'",
    ],
    [
      "classes",
      "class C:\n  def __init__(self, n):\n    self.n = n\n  def ok(self, s):\n    return s.startswith(self.n)\nc = C('10.')\ndef check(s):\n  return c.ok(s)",
    ],
    [
      "whole numbers without end",
      "def check(s):\n  return (int(s.split('.')[0]) << 100) % 7 == (10 << 100) % 7 and s[0] == '1'",
    ],
  ])("%s", async (_, text) => {
    expect(await python(text, "10.1.2.3", "8.8.8.8")).toEqual(["yes", "no"]);
  });

  it("tells what throws", async () => {
    const text = "def check(s):\n  if int(s) > 3:\n    raise ValueError('much')\n  return s";
    expect(await python(text, "4", "2", "x")).toEqual(["throws", "yes", "throws"]);
  });
});

describe("code that is meant to keep the audit busy", () => {
  it.each([
    ["a loop without an end", "function check(s) { while (true) s = s + ''; }"],
    ["a function that calls itself", "function check(s) { return check(s + 'a'); }"],
    ["a text that doubles", "function check(s) { for (;;) s = s.concat(s); }"],
    ["a text that is filled up", "function check(s) { return s.padEnd(1e9).length > 1; }"],
    ["a list that doubles", "function check(s) { let l = [s]; for (;;) l = l.concat(l); }"],
    ["a list with a far end", "function check(s) { const l = []; l[4e9] = s; return l.length > 1; }"],
    ["a pattern with too many ways", "function check(s) { return /^((a+)+)+$/.test(s); }"],
    [
      "a pattern made of the text",
      "function check(s) { return new RegExp(s + '(a*)*(a*)*(a*)*$').test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab'); }",
    ],
    [
      "modules that load one another",
      "import { x } from 'self'; export const y = x; function check(s) { return y === s; }",
    ],
  ])("ends at %s", (_, text) => {
    const module = lower(text);
    expect(ask(module, ["a".repeat(60)], { self: module })).toEqual([undefined]);
  });

  it("asks so much of one program, and no more", () => {
    const module = lower("function check(s) { let n = 0; while (n < 1500) n++; return s.length > n; }");
    const texts = Array.from({ length: 400 }, (_, i) => `a${i}`);
    const answers = ask(module, texts);
    expect(answers[0]).toBe("no");
    expect(answers.at(-1)).toBeUndefined();
  });

  it("counts what patterns and long texts take", () => {
    const heavy =
      "function check(s) { for (let i = 0; i < 900; i++) if (/a*a*a*b/.test(s)) return true; return false; }";
    const long =
      "function check(s) { const t = s.repeat(60); for (let i = 0; i < 900; i++) if (t.includes('b')) return true; return false; }";
    expect(ask(lower(heavy), ["a".repeat(60)])).toEqual([undefined]);
    expect(ask(lower(long), ["a".repeat(60)])).toEqual([undefined]);
  });

  it("goes through a list in a list at the top level", () => {
    const text =
      "const all = []; for (const a of ['x', 'y']) for (const b of ['1', '2']) all.push(a + b); function check(s) { return all.includes(s); }";
    expect(javascript(text, "x1", "y2", "z1")).toEqual(["yes", "yes", "no"]);
  });

  it("ends where numbers grow", async () => {
    expect(await python("def check(s):\n  n = 3\n  while True:\n    n = n * n", "a")).toEqual([undefined]);
  });
});
