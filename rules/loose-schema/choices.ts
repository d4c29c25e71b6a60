/**
 * Parameters that are one of a few texts by what the handler does with them, and any text by their schema: an
 * enumeration would tell the client, and refuse the rest.
 *
 * They are compared with several constants, looked for in a list of them, or looked up in a table whose keys are
 * constants. Comparisons count as the analysis saw them, so that `switch`, `match` and helpers are one thing.
 */
import type {
  BranchRecord,
  FunctionCode,
  FunctionIR,
  Instr,
  Program,
  Tool,
  Value,
} from "../../src/rules/api.js";

export interface Choice {
  readonly tool: Tool;
  readonly field: string;
  /** The texts, in the order in which they are met. */
  readonly texts: readonly string[];
}

/** What a text goes through before it is compared, without becoming another choice. */
const SPELLING: ReadonlySet<string> = new Set(["lower", "trim", "identity", "string"]);
/** More are no choice that anybody would list. */
const MOST = 40;

/** One place where a value is taken for one of a few texts. */
interface Use {
  readonly fn: FunctionIR;
  readonly field: string;
  readonly texts: readonly string[];
  /** The texts are all there are: a list, a table, or comparisons after which the rest is refused. */
  readonly listed: boolean;
}

/** One for each parameter, in the order of tools. */
export function choicesOf(program: Program): readonly Choice[] {
  const plain = program.tools.map((tool) => plainTexts(tool.schema));
  const names = new Set(plain.flatMap((each) => [...each]));
  if (names.size === 0) return [];
  const uses = [...comparisons(program), ...lookUps(program)].filter((use) => names.has(use.field));
  return program.tools.flatMap((tool, index) => {
    const found = new Map<string, { readonly texts: Set<string>; listed: boolean }>();
    for (const { fn, field, texts, listed } of uses) {
      if (plain[index]?.has(field) !== true || !tool.functions.has(fn)) continue;
      const known = found.get(field) ?? { texts: new Set<string>(), listed: false };
      for (const text of texts) known.texts.add(text);
      known.listed ||= listed;
      found.set(field, known);
    }
    return [...found].flatMap(([field, { texts, listed }]) =>
      // Two comparisons may be special cases of any text; a list, a third one or a refusal makes a choice.
      texts.size >= (listed ? 2 : 3) && texts.size <= MOST ? [{ tool, field, texts: [...texts] }] : [],
    );
  });
}

function comparisons(program: Program): Use[] {
  const refusing = new Map<FunctionIR, boolean>();
  const refuses = (fn: FunctionIR): boolean => {
    const known = refusing.get(fn) ?? throws(fn);
    refusing.set(fn, known);
    return known;
  };
  return program.branches.flatMap((branch) => {
    const texts = textsOf(branch);
    const field = texts === undefined ? undefined : fieldOf(branch);
    if (texts === undefined || field === undefined) return [];
    const { fn, fact } = branch;
    return [{ fn, field, texts, listed: fact.test === "in-set" || refuses(fn) }];
  });
}

function lookUps(program: Program): Use[] {
  const uses: Use[] = [];
  for (const code of program.functions) {
    if (!program.handled.has(code.fn)) continue;
    for (const instr of code.instructions) {
      const looked = lookUp(code, instr);
      if (looked !== undefined)
        uses.push({ fn: code.fn, field: looked.field, texts: looked.keys, listed: true });
    }
  }
  return uses;
}

/** Does it throw where nothing fits? */
const throws = (fn: FunctionIR): boolean => fn.blocks.some((block) => block.term.op === "throw");

/** The constants that a branch compares with. */
function textsOf({ fact }: BranchRecord): readonly string[] | undefined {
  if (fact.test !== "equals" && fact.test !== "in-set") return undefined;
  const texts = fact.text ?? [];
  return texts.length > 0 && texts.every((text) => /^[\w .:/+-]{1,40}$/.test(text)) ? texts : undefined;
}

/** The parameter that is compared: a property of the arguments, or a parameter of its own. */
function fieldOf({ node, fn }: BranchRecord): string | undefined {
  for (let at = node; at.op !== undefined && at.parent !== undefined; at = at.parent) {
    if (at.op.op === "prop") return at.op.name;
    if (at.op.op !== "flow" || !SPELLING.has(at.op.flow)) return undefined;
  }
  return node.root.kind === "param" ? fn.params[Number(node.root.position)]?.name : undefined;
}

/** `TABLE[name]` and `TABLE.get(name)` where the table is written with constant keys. */
function lookUp(
  code: FunctionCode,
  instr: Instr,
): { readonly field: string; readonly keys: readonly string[] } | undefined {
  const [table, key] =
    instr.op === "loadi"
      ? [instr.obj, instr.key]
      : instr.op === "call" && instr.method === "get"
        ? [instr.self, instr.args[0]?.value]
        : [];
  if (table === undefined || key === undefined) return undefined;
  const origin = code.origin(table)?.instr;
  if (origin?.op !== "object") return undefined;
  const keys = origin.entries.flatMap((entry) => (entry.key === undefined ? [] : [entry.key]));
  if (keys.length < 2 || keys.length < origin.entries.length) return undefined;
  const text = code.text(key);
  return { field: text.slice(text.lastIndexOf(".") + 1), keys };
}

/** Names of parameters that may be any text. */
function plainTexts(schema: Value | undefined): ReadonlySet<string> {
  const out = new Set<string>();
  for (const obj of schema?.refs ?? []) {
    if (obj.kind !== "object") continue;
    const json = obj.cells.get("type")?.value.consts.includes("object") === true;
    const fields = json
      ? (obj.cells.get("properties")?.value.refs ?? []).flatMap((r) =>
          r.kind === "object" ? [...r.cells] : [],
        )
      : [...obj.cells];
    for (const [name, { value }] of fields)
      if (!name.startsWith("%") && name !== "*" && value.refs.length === 1 && isPlainText(value))
        out.add(name);
  }
  return out;
}

/** A text with no more said of it than its length and what it is for. */
function isPlainText(value: Value): boolean {
  const [r] = value.refs;
  switch (r?.kind) {
    case "typed":
      return r.type.name === "str" || r.type.name === "string";
    case "ext":
      return /(?:^|\.)string\(\)(?:\.(?:describe|min|max|nonempty|trim|optional|nullable|default|meta)\(\))*$/.test(
        r.path,
      );
    case "object":
      return (
        r.cells.get("type")?.value.consts.includes("string") === true &&
        !["enum", "const", "pattern", "format", "oneOf", "anyOf"].some((key) => r.cells.has(key))
      );
    default:
      return false;
  }
}
