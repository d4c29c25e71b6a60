/**
 * Reads a list of targets: lines of text, or an export of a registry as JSON. Whether a target exists, or is
 * well written, is not looked at: that is found out for each by itself.
 *
 *   npm:@scope/server@1.2.3      # a comment
 *   ["npm:x", { "target": "pypi:y==1.0" }, { "package": "z", "registryType": "npm", "version": "2.0.0" }]
 *   { "servers": [{ "server": { "packages": [{ "registryType": "npm", "identifier": "x", "version": "1.0.0" }] } }] }
 */
import { UserError } from "../errors.js";

export interface TargetList {
  /** Each once, in the order of the list. */
  readonly targets: readonly string[];
  /** How many entries name nothing that can be audited, by what they are: "oci packages", "remote servers". */
  readonly left: ReadonlyMap<string, number>;
}

type Data = Readonly<Record<string, unknown>>;

/** `name` is how the list is called in messages. Throws a UserError for what is no list. */
export function parseList(text: string, name: string): TargetList {
  const content = text.replace(/^\ufeff/, "");
  if (!/^\s*[[{]/.test(content)) return { targets: linesOf(content), left: new Map() };
  let data: unknown;
  try {
    data = JSON.parse(content);
  } catch (cause) {
    throw new UserError(
      `The list ${name} begins like JSON and is none: ${(cause as Error).message}.`,
      "Correct it, or write one target a line.",
      { cause },
    );
  }
  const entries = Array.isArray(data) ? data : isData(data) ? data["servers"] : undefined;
  if (!Array.isArray(entries))
    throw new UserError(
      `The list ${name} is JSON of another form.`,
      'Write an array of targets, or an export of the MCP registry: {"servers": [{"packages": [...]}]}.',
    );
  return gather(entries);
}

/** A `#` begins a comment where a word could begin; inside of one it names a revision of a repository. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/(?:^|\s)#.*$/, "").trim());
  return [...new Set(lines)].filter((line) => line !== "");
}

function gather(entries: readonly unknown[]): TargetList {
  const targets = new Set<string>();
  const left = new Map<string, number>();
  for (const found of entries.flatMap(targetsOf)) {
    if ("target" in found) targets.add(found.target);
    else left.set(found.left, (left.get(found.left) ?? 0) + 1);
  }
  return { targets: [...targets], left };
}

type Found = { readonly target: string } | { readonly left: string };

const UNKNOWN: Found = { left: "entries without a target" };

function targetsOf(entry: unknown): Found[] {
  if (typeof entry === "string") return [entry.trim() === "" ? UNKNOWN : { target: entry.trim() }];
  if (!isData(entry)) return [UNKNOWN];
  const target = textOf(entry, "target");
  if (target !== undefined) return [{ target }];
  const named = entry["package"];
  if (typeof named === "string") return [packageOf({ ...entry, name: named, identifier: named })];
  if (isData(named)) return [packageOf(named)];
  // The registry wraps what a server is into what it knows of it; older exports do not.
  const server = isData(entry["server"]) ? entry["server"] : entry;
  const packages = Array.isArray(server["packages"]) ? server["packages"].filter(isData) : [];
  if (packages.length > 0) return packages.map(packageOf);
  return [Array.isArray(server["remotes"]) ? { left: "remote servers" } : UNKNOWN];
}

/** The registry has called these fields differently over time. */
function packageOf(entry: Data): Found {
  const registry = textOf(entry, "registryType", "registry_type", "registry_name", "registry");
  const name = textOf(entry, "identifier", "name");
  if (name === undefined) return UNKNOWN;
  const version = textOf(entry, "version");
  switch (registry?.toLowerCase()) {
    case "npm":
      return { target: `npm:${name}${version === undefined ? "" : `@${version}`}` };
    case "pypi":
      return { target: `pypi:${name}${version === undefined ? "" : `==${version}`}` };
    case undefined:
      return /^(?:npm|pypi|git\+[a-z]+):/i.test(name)
        ? { target: name }
        : { left: "packages of no named registry" };
    default:
      // Words of the list end up in a message.
      return {
        left: /^[a-z]{1,12}$/i.test(registry ?? "")
          ? `${registry?.toLowerCase()} packages`
          : "other packages",
      };
  }
}

function textOf(data: Data, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = data[name];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
  }
  return undefined;
}

function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
