/**
 * Reads a YAML document strictly: every mistake is named with its line and column.
 *
 * Used by the build for rules and models. It knows the shape
 * only through the schema it is given; nothing here knows a rule or a model.
 */
import {
  Composer,
  Document,
  isAlias,
  isMap,
  isScalar,
  Lexer,
  LineCounter,
  Parser,
  visit,
  type YAMLMap,
} from "yaml";
import type { z } from "zod";
import { NestedTooDeeply, tokensWithin } from "../nesting.js";

/** One mistake in a document. */
export interface DocumentProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A document that fits its schema, with the means to point at a place in it. */
export interface ReadDocument<T> {
  readonly value: T | undefined;
  readonly problems: readonly DocumentProblem[];
  /** A problem at the value under these keys, or at the last key, for checks that a schema cannot express. */
  problemAt(keys: readonly PropertyKey[], message: string, atKey?: boolean): DocumentProblem;
}

type Issue = z.core.$ZodIssue;

/** A mistake in the YAML itself. */
interface Mistake {
  readonly offset: number;
  readonly message: string;
}

/** More than anybody writes by hand, and few enough that they cannot repeat each other without end. */
const MAX_ALIASES = 100;

/** The one document of a YAML file, with the mistakes in it. */
export function parseDocument(
  text: string,
  lines = new LineCounter(),
): { readonly document: Document; readonly mistakes: readonly Mistake[] } {
  lines.addNewLine(0);
  // Whether keys are unique is asked below: the parser compares each of them with all others.
  const composer = new Composer({ uniqueKeys: false });
  const parser = new Parser(lines.addNewLine);
  try {
    const all = [...composer.compose(tokensWithin(parser, new Lexer().lex(text)), true, text.length)];
    const [document = new Document(null), second] = all;
    const mistakes = document.errors.map(({ pos, message }) => ({ offset: pos[0], message }));
    if (second !== undefined)
      mistakes.push({ offset: second.range[0], message: "a second document begins here; there may be one" });
    mistakes.push(...mistakesInKeysAndAliases(document));
    return { document, mistakes };
  } catch (error) {
    if (!(error instanceof NestedTooDeeply)) throw error;
    return { document: new Document(null), mistakes: [error] };
  }
}

function mistakesInKeysAndAliases(document: Document): Mistake[] {
  const mistakes: Mistake[] = [];
  const anchors = new Set<string>();
  let aliases = 0;
  visit(document, {
    Node: (_key, node) => {
      if (isMap(node)) mistakes.push(...repeatedKeys(node));
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.add(node.anchor);
        return undefined;
      }
      const offset = node.range?.[0] ?? 0;
      if (!anchors.has(node.source))
        mistakes.push({ offset, message: `there is no anchor \`&${node.source}\` before this alias` });
      if (++aliases <= MAX_ALIASES) return undefined;
      mistakes.push({ offset, message: `there are more than ${MAX_ALIASES} aliases` });
      return visit.BREAK;
    },
  });
  return mistakes;
}

function repeatedKeys({ items }: YAMLMap): Mistake[] {
  const met = new Set<unknown>();
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) return [];
    const isNew = !met.has(key.value);
    met.add(key.value);
    if (isNew) return [];
    return [{ offset: key.range?.[0] ?? 0, message: `the key \`${String(key.value)}\` is here twice` }];
  });
}

/** Parses `text` and checks it against `schema`; `path` is what problems name. */
export function readDocument<T>(text: string, path: string, schema: z.ZodType<T>): ReadDocument<T> {
  const lines = new LineCounter();
  const { document, mistakes } = parseDocument(text, lines);

  const problemAtOffset = (offset: number, message: string): DocumentProblem => {
    const { line, col } = lines.linePos(offset);
    return { path, line: Math.max(1, line), column: Math.max(1, col), message };
  };
  const problemAt = (keys: readonly PropertyKey[], message: string, atKey = false): DocumentProblem => {
    // The deepest part of the path that exists: a missing key is reported at the map that lacks it.
    for (let depth = keys.length; depth >= 0; depth--) {
      const parent = depth === 0 ? undefined : document.getIn(keys.slice(0, depth - 1), true);
      if (atKey && depth === keys.length && isMap(parent)) {
        const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === keys.at(-1));
        if (isScalar(pair?.key) && pair.key.range) return problemAtOffset(pair.key.range[0], message);
      }
      const node = depth === 0 ? document.contents : document.getIn(keys.slice(0, depth), true);
      const range = (node as { range?: [number, number, number] | null } | undefined)?.range;
      if (range) return problemAtOffset(range[0], message);
    }
    return problemAtOffset(0, message);
  };

  if (mistakes.length > 0) {
    const problems = mistakes.map(({ offset, message }) =>
      problemAtOffset(offset, (message.split("\n")[0] ?? "").replace(/ at line \d+.*$/, "")),
    );
    return { value: undefined, problems, problemAt };
  }
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    return { value: undefined, problems: [problemAtOffset(0, "its aliases repeat too much")], problemAt };
  }
  const parsed = schema.safeParse(data, { reportInput: true });
  if (parsed.success) return { value: parsed.data, problems: [], problemAt };
  const problems = parsed.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => problemAt([...issue.path, key], `unknown key "${key}"`, true))
      : [problemAt(issue.path, describe(issue))],
  );
  return { value: undefined, problems, problemAt };
}

/** `path:line:column: message`, the form editors can jump to. */
export function formatProblem(problem: DocumentProblem): string {
  return `${problem.path}:${problem.line}:${problem.column}: ${problem.message}`;
}

function describe(issue: Issue): string {
  const where = issue.path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
  const isMissing = where !== "" && "input" in issue && issue.input === undefined;
  return where === "" ? issue.message : `${where}: ${isMissing ? "missing" : issue.message}`;
}
