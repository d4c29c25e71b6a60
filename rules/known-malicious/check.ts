/**
 * Packages that are known to have been malicious, by name and version, from a list that comes with the program:
 * dependencies, what lock files install, what clients start, and the audited package itself. A range is
 * reported only when every version that it allows is on the list; what it resolves to is in the lock file.
 */
import {
  defineCheck,
  type Location,
  lockedPackages,
  type Program,
  packageRunOf,
} from "../../src/rules/api.js";
import known from "./packages.json" with { type: "json" };

type Ecosystem = "npm" | "pypi";
const LIST = known as unknown as Readonly<
  Record<Ecosystem, Readonly<Record<string, readonly [string, string]>>>
>;

/** A name and its version are at most this far apart in a lock file. */
const NEAR = 120;

interface Use {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
  readonly at: Location;
}

export const check = defineCheck(async (program, report) => {
  const said = new Set<string>();
  for (const { ecosystem, name, version, at } of await usesOf(program)) {
    const entry = Object.hasOwn(LIST[ecosystem], plain(name)) ? LIST[ecosystem][plain(name)] : undefined;
    if (entry === undefined || !(await isListed(version, entry[0]))) continue;
    const key = `${at.path}:${at.span.line}:${name}`;
    if (said.has(key)) continue;
    said.add(key);
    report({
      at,
      message: `\`${name}\`${version === "" ? "" : ` (\`${version}\`)`} is known to have been malicious: it ${entry[1]}.`,
    });
  }
});

const plain = (name: string): string =>
  name.startsWith("@") ? name.toLowerCase() : name.toLowerCase().replace(/_/g, "-");

async function usesOf(program: Program): Promise<readonly Use[]> {
  const { artifacts } = program;
  const uses: Use[] = [...artifacts.dependencies];
  for (const { name, version } of artifacts.npm)
    if (name !== undefined)
      uses.push({ ecosystem: "npm", name: name.text, version: version?.text ?? "", at: name.at });
  for (const { name, version } of artifacts.python)
    if (name !== undefined)
      uses.push({ ecosystem: "pypi", name: name.text, version: version?.text ?? "", at: name.at });
  for (const { command, args } of artifacts.clients.flatMap((client) => client.servers)) {
    const run = packageRunOf(command, args);
    if (run?.ecosystem === "npm" || run?.ecosystem === "pypi")
      uses.push({ ...run, ecosystem: run.ecosystem });
  }
  const names = [...Object.keys(LIST.npm), ...Object.keys(LIST.pypi)];
  for (const file of artifacts.texts) {
    // Parsing a lock file costs; most hold none of the names next to a listed version.
    if (file.kind !== "lock" || !names.some((name) => mayHold(file.text, name))) continue;
    uses.push(...(await lockedPackages(file)));
  }
  return uses;
}

/** Does a listed version of the package stand right behind its name, whatever the format? */
function mayHold(text: string, name: string): boolean {
  const [range] = LIST.npm[name] ?? LIST.pypi[name] ?? [""];
  const versions = /^[\d.| ]+$/.test(range) ? range.split("||").map((version) => version.trim()) : undefined;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (/[\w.-]/.test(text[at - 1] ?? "") || /[\w.-]/.test(text[at + name.length] ?? "")) continue;
    if (versions === undefined) return true;
    const near = text.slice(at + name.length, at + name.length + NEAR);
    if (versions.some((version) => near.includes(version))) return true;
  }
  return false;
}

/** Is every version that is allowed on the list? */
async function isListed(version: string, listed: string): Promise<boolean> {
  if (listed === "*") return true;
  const { default: semver } = await import("semver");
  const exact = semver.parse(version.replace(/^[=v\s]+/, ""));
  if (exact !== null) return semver.satisfies(exact, listed, { includePrerelease: true });
  if (version === "" || /^(?:latest|next|\*)$/.test(version)) return false;
  const range = semver.validRange(version.replace(/^==/, ""));
  return range !== null && semver.subset(range, listed);
}
