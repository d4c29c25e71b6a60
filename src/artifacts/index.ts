/**
 * Reads the files around the code: what they are is told by name and content, each parser is loaded when the
 * first file needs it, and a file that cannot be read as what it seems to be is a note.
 *
 *   readArtifacts(tree)  ->  Artifacts { data, clients, dependencies, dockerfiles, ... }
 */
import { readClient } from "./clients.js";
import {
  lockedNpm,
  lockedPnpm,
  lockedPython,
  lockedYarn,
  npmDependencies,
  pythonDependencies,
  readNpmPackage,
  readPythonProject,
  requirements,
} from "./packages.js";
import { readTools } from "./tools.js";
import type {
  ArtifactFiles,
  ArtifactNote,
  Artifacts,
  ClientConfig,
  DataFile,
  Dependency,
  Dockerfile,
  ListedTool,
  NpmPackage,
  PlacedText,
  PythonProject,
  TextFile,
  Workload,
} from "./types.js";
import { readWorkloads } from "./workloads.js";

const LOCK =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|poetry\.lock|uv\.lock|pipfile\.lock)$/i;
const DOCKERFILE = /(?:^|\/)(?:[^/]*\.)?(?:dockerfile|containerfile)(?:\.[^/]*)?$/i;
const TEXTS: readonly (readonly [RegExp, TextFile["kind"]])[] = [
  [/(?:^|\/)(?:requirements|constraints)[\w.-]*\.txt$/i, "requirements"],
  [/(?:^|\/)(?:\.env(?:\.[\w.-]+)?|[\w.-]+\.env|[\w.-]+\.tfvars|[\w.-]+\.properties)$/i, "env"],
  [/\.(?:sh|bash|ps1)$/i, "script"],
  [/\.(?:pem|key)$|(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/i, "key"],
  [/(?:^|\/)(?:\.npmrc|\.pypirc|\.netrc|credentials|setup\.cfg)$|\.(?:ini|cfg|conf)$/i, "settings"],
];
const PROSE = /\.(?:md|markdown|txt|prompt)$/i;
const FIRST_LINE = { line: 1, col: 0, endLine: 1, endCol: 0 };
/** Larger data files are read only where their name says that they matter. */
const MAX_DATA = 400_000;

/** Collects what is read, one list for each kind. */
class Collection implements Artifacts {
  readonly data: DataFile[] = [];
  readonly texts: TextFile[] = [];
  readonly prose: PlacedText[] = [];
  readonly clients: ClientConfig[] = [];
  readonly tools: ListedTool[] = [];
  readonly dependencies: Dependency[] = [];
  readonly npm: NpmPackage[] = [];
  readonly python: PythonProject[] = [];
  readonly dockerfiles: Dockerfile[] = [];
  readonly workloads: Workload[] = [];
  readonly locked: string[] = [];
  readonly notes: ArtifactNote[] = [];
}

/** What no file gives. */
export const NO_ARTIFACTS: Artifacts = new Collection();

/** Everything the files around the code say. Never throws for what a file holds. */
export async function readArtifacts(files: ArtifactFiles): Promise<Artifacts> {
  const out = new Collection();
  for (const path of files.artifacts) {
    const text = files.readArtifact(path);
    if (text === undefined || text.trim() === "") continue;
    try {
      await read(path, text, out);
    } catch (error) {
      const tooDeep = error instanceof RangeError;
      if (!tooDeep && !isOurs(path)) continue;
      const reason = tooDeep ? "it is nested too deeply" : "it is not what its name says";
      out.notes.push({ path, kind: "skipped", message: `the file could not be read: ${reason}` });
    }
  }
  return out;
}

/** Files whose names promise a format; a template with the extension of a data file breaks it every day. */
function isOurs(path: string): boolean {
  return /(?:package\.json|pyproject\.toml|mcp[\w.-]*\.json|manifest\.json|server\.json|compose[\w.-]*\.ya?ml|dockerfile)$/i.test(
    path,
  );
}

async function read(path: string, text: string, out: Collection): Promise<void> {
  // Lock files are large and say one thing; lockedPackages() reads them for rules that look for a name.
  if (LOCK.test(path)) {
    out.texts.push({ path, text, kind: "lock", lines: [] });
    out.locked.push(path.slice(0, Math.max(0, path.lastIndexOf("/"))));
    return;
  }
  if (DOCKERFILE.test(path)) {
    const { parseDockerfile } = await import("./dockerfile.js");
    out.dockerfiles.push(parseDockerfile(path, text));
    return;
  }
  const kind = TEXTS.find(([form]) => form.test(path))?.[1];
  if (kind !== undefined) {
    const file: TextFile = { path, text, kind, lines: text.split(/\r\n|[\n\r]/) };
    out.texts.push(file);
    if (kind === "requirements") for (const each of requirements(file)) out.dependencies.push(each);
    return;
  }
  if (PROSE.test(path)) {
    if (text.length <= MAX_DATA) out.prose.push({ text, at: { path, span: FIRST_LINE } });
    return;
  }
  const file = await parse(path, text);
  if (file !== undefined) readData(file, out);
}

async function parse(path: string, text: string): Promise<DataFile | undefined> {
  if (text.length > MAX_DATA && !isOurs(path)) return undefined;
  if (/\.jsonc?$/i.test(path)) return (await import("./json.js")).parseJson(path, text);
  // Templates of Helm and the like are YAML only after they were filled in.
  if (/\.ya?ml$/i.test(path))
    return /\{\{-?\s*[.\w]/.test(text) ? undefined : (await import("./yaml.js")).parseYaml(path, text);
  if (/\.toml$|(?:^|\/)pipfile$/i.test(path)) return (await import("./toml.js")).parseToml(path, text);
  return undefined;
}

function readData(file: DataFile, out: Collection): void {
  const name = file.path.slice(file.path.lastIndexOf("/") + 1).toLowerCase();
  out.data.push(file);
  for (const message of file.cut ?? []) out.notes.push({ path: file.path, kind: "skipped", message });
  if (name === "package.json") {
    const found = readNpmPackage(file);
    if (found !== undefined) out.npm.push(found);
    for (const each of npmDependencies(file)) out.dependencies.push(each);
    return;
  }
  if (name === "pyproject.toml" || name === "pipfile") {
    const found = readPythonProject(file);
    if (found !== undefined) out.python.push(found);
    for (const each of pythonDependencies(file)) out.dependencies.push(each);
    return;
  }
  const client = readClient(file);
  if (client !== undefined) out.clients.push(client);
  for (const each of readTools(file)) out.tools.push(each);
  if (file.format === "yaml") for (const each of readWorkloads(file)) out.workloads.push(each);
}

/** The packages that a lock file installs. */
export async function lockedPackages(file: TextFile): Promise<readonly Dependency[]> {
  const { path, text } = file;
  try {
    if (/\.json$|pipfile\.lock$/i.test(path)) {
      const data = (await import("./json.js")).parseJson(path, text);
      return /pipfile/i.test(path) ? lockedPython(data) : lockedNpm(data);
    }
    if (/pnpm-lock/i.test(path)) return lockedPnpm((await import("./yaml.js")).parseYaml(path, text));
    if (/yarn\.lock$/i.test(path)) return lockedYarn({ ...file, lines: text.split(/\r\n|\n/) });
    return lockedPython((await import("./toml.js")).parseToml(path, text));
  } catch {
    return [];
  }
}

export type * from "./types.js";
