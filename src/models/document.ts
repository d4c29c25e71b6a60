/**
 * Reads a YAML document strictly: every mistake is named with its line and column.
 *
 * Used by the build for rules and models. It knows the shape
 * only through the schema it is given; nothing here knows a rule or a model.
 */
import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";

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

/** Parses `text` and checks it against `schema`; `path` is what problems name. */
export function readDocument<T>(text: string, path: string, schema: z.ZodType<T>): ReadDocument<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });

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

  if (document.errors.length > 0) {
    const problems = document.errors.map((error) =>
      problemAtOffset(error.pos[0], (error.message.split("\n")[0] ?? "").replace(/ at line \d+.*$/, "")),
    );
    return { value: undefined, problems, problemAt };
  }
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 100 }), { reportInput: true });
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
