/**
 * Packages whose names are within one keystroke, one look-alike letter or one changed separator of a
 * well-known MCP package: dependencies, what clients start, and the audited package itself.
 *
 * Short names are near many others by chance, so for those only letters that look alike count. A name that is
 * itself well known is never meant.
 */
import { defineCheck, type Location, packageRunOf } from "../../src/rules/api.js";
import known from "./packages.json" with { type: "json" };

const KNOWN: Readonly<Record<string, readonly string[]>> = known;
const SHORT = 7;
/** Characters that pass for others. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/0/g, "o"],
  [/[1|ι]/g, "l"],
  [/5/g, "s"],
  [/3/g, "e"],
  [/rn/g, "m"],
  [/vv/g, "w"],
];

export const check = defineCheck((program, report) => {
  const said = new Set<string>();
  const look = (ecosystem: string, name: string, at: Location): void => {
    const original = imitated(ecosystem, name);
    const key = `${at.path}:${at.span.line}:${name}`;
    if (original === undefined || said.has(key)) return;
    said.add(key);
    report({
      at,
      message: `\`${name}\` looks like \`${original}\`, a well-known package, and is another one.`,
    });
  };
  const { artifacts } = program;
  for (const { ecosystem, name, at, kind } of artifacts.dependencies)
    if (kind !== "lock") look(ecosystem, name, at);
  for (const { name } of artifacts.npm) if (name !== undefined) look("npm", name.text, name.at);
  for (const { name } of artifacts.python) if (name !== undefined) look("pypi", name.text, name.at);
  for (const { command, args } of artifacts.clients.flatMap((client) => client.servers)) {
    const run = packageRunOf(command, args);
    if (run !== undefined) look(run.ecosystem, run.name, run.at);
  }
});

/** Made once for each registry: the well-known names as that registry compares them, and what they look like. */
const shapes = new Map<string, readonly (readonly [string, string])[]>();

function shapesFor(ecosystem: string): readonly (readonly [string, string])[] {
  let made = shapes.get(ecosystem);
  if (made === undefined) {
    // Packages are imitated across registries, too; images and repositories have names of another kind.
    const all = ecosystem === "npm" || ecosystem === "pypi" ? Object.values(KNOWN).flat() : [];
    const names = all.map((each) => (ecosystem === "pypi" ? canonical(each) : each));
    shapes.set(ecosystem, (made = names.map((name) => [name, looks(name)] as const)));
  }
  return made;
}

const WELL_KNOWN: ReadonlySet<string> = new Set(
  Object.values(KNOWN).flatMap((names) => names.flatMap((name) => [name, canonical(name)])),
);

/** The well-known package that a name passes for. */
function imitated(ecosystem: string, name: string): string | undefined {
  const lower = ecosystem === "pypi" ? canonical(name) : name.toLowerCase();
  if (WELL_KNOWN.has(lower) || lower.length < 3) return undefined;
  const shape = looks(lower);
  const [scope = "", bare = lower] = lower.startsWith("@") ? lower.split("/") : ["", lower];
  return shapesFor(ecosystem).find(([original, looksLike]) => {
    if (shape === looksLike) return true;
    if (original.length < SHORT || Math.abs(original.length - lower.length) > 2) return false;
    const [scope2 = "", bare2 = original] = original.startsWith("@") ? original.split("/") : ["", original];
    // The owner of a scope may call a package what they like; a scope is imitated by another scope.
    if (scope === scope2) return scope === "" && differsByOne(bare, bare2);
    return (
      scope !== "" &&
      scope2.length >= SHORT &&
      differsByOne(scope, scope2) &&
      (bare === bare2 || differsByOne(bare, bare2))
    );
  })?.[0];
}

/** For PyPI all separators are one. */
function canonical(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

function looks(name: string): string {
  let out = name.normalize("NFKC").replace(/[-_.]/g, "-");
  for (const [form, letter] of ALIKE) out = out.replace(form, letter);
  return out;
}

/** One letter more, less or other, or two neighbours swapped; a changed digit is a version, not a slip. */
function differsByOne(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  if (/\d/.test(left + right)) return false;
  return (
    (left.length <= 1 && right.length <= 1) ||
    (left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0])
  );
}
