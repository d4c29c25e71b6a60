/** What npm and Python manifests and lock files say: names, scripts, dependencies. */
import { entriesOf, get, itemsOf, textOf, textsIn } from "./data.js";
import { inLine } from "./places.js";
import type {
  DataFile,
  DataNode,
  Dependency,
  NpmPackage,
  PlacedText,
  PythonProject,
  TextFile,
} from "./types.js";

const NPM_SECTIONS = [
  ["dependencies", "runtime"],
  ["optionalDependencies", "runtime"],
  ["peerDependencies", "dev"],
  ["devDependencies", "dev"],
] as const;

/** A package.json. */
export function readNpmPackage({ path, documents }: DataFile): NpmPackage | undefined {
  const root = documents[0];
  if (root?.kind !== "map") return undefined;
  const scripts = entriesOf(get(root, "scripts")).flatMap(({ key, value }) => {
    const text = textOf(value);
    return text === undefined ? [] : [{ name: key, value: text }];
  });
  return { path, name: textOf(get(root, "name")), version: textOf(get(root, "version")), scripts };
}

/** Dependencies of a package.json. */
export function npmDependencies({ documents }: DataFile): Dependency[] {
  return NPM_SECTIONS.flatMap(([section, kind]) =>
    entriesOf(get(documents[0], section)).flatMap(({ key, value }): Dependency[] => {
      const version = textOf(value);
      return version === undefined
        ? []
        : [{ ecosystem: "npm", name: key, version: version.text, at: version.at, kind }];
    }),
  );
}

/** Packages that a package-lock.json installs. */
export function lockedNpm({ documents }: DataFile): Dependency[] {
  const root = documents[0];
  const packages = entriesOf(get(root, "packages")).flatMap(({ key, value }) => {
    const name = key.includes("node_modules/") ? key.slice(key.lastIndexOf("node_modules/") + 13) : "";
    return name === "" ? [] : locked(name, value);
  });
  return packages.length > 0
    ? packages
    : entriesOf(get(root, "dependencies")).flatMap(({ key, value }) => locked(key, value));
}

function locked(name: string, node: DataNode): Dependency[] {
  const version = textOf(get(node, "version"));
  return version === undefined
    ? []
    : [{ ecosystem: "npm", name, version: version.text, at: version.at, kind: "lock" }];
}

/** A pyproject.toml, in the standard's form or Poetry's. */
export function readPythonProject({ path, documents }: DataFile): PythonProject | undefined {
  const root = documents[0];
  const project = get(root, "project") ?? get(root, "tool", "poetry");
  if (project === undefined) return undefined;
  return { path, name: textOf(get(project, "name")), version: textOf(get(project, "version")) };
}

/** Dependencies of a pyproject.toml or Pipfile. */
export function pythonDependencies({ documents }: DataFile): Dependency[] {
  const root = documents[0];
  const listed = (node: DataNode | undefined, kind: Dependency["kind"]): Dependency[] =>
    textsIn(node).flatMap((text) => requirement(text, kind) ?? []);
  const mapped = (node: DataNode | undefined, kind: Dependency["kind"]): Dependency[] =>
    entriesOf(node).flatMap(({ key, value }): Dependency[] => {
      const version = textOf(value) ?? textOf(get(value, "version")) ?? sourceOf(value);
      if (key.toLowerCase() === "python") return [];
      return [
        { ecosystem: "pypi", name: key, version: version?.text ?? "*", at: version?.at ?? value.at, kind },
      ];
    });
  return [
    ...listed(get(root, "project", "dependencies"), "runtime"),
    ...entriesOf(get(root, "project", "optional-dependencies")).flatMap(({ value }) => listed(value, "dev")),
    ...entriesOf(get(root, "dependency-groups")).flatMap(({ value }) => listed(value, "dev")),
    ...listed(get(root, "build-system", "requires"), "dev"),
    ...mapped(get(root, "tool", "poetry", "dependencies"), "runtime"),
    ...mapped(get(root, "tool", "poetry", "dev-dependencies"), "dev"),
    ...mapped(get(root, "packages"), "runtime"),
    ...mapped(get(root, "dev-packages"), "dev"),
  ];
}

function sourceOf(node: DataNode): PlacedText | undefined {
  const git = textOf(get(node, "git"));
  if (git !== undefined) {
    const pin = textOf(get(node, "rev"));
    return { text: `git+${git.text}${pin === undefined ? "" : `@${pin.text}`}`, at: git.at };
  }
  const local = textOf(get(node, "path"));
  return local === undefined ? undefined : { text: `file:${local.text}`, at: local.at };
}

/** `name[extra] >=1,<2 ; marker` and `name @ git+https://...`. */
function requirement({ text, at }: PlacedText, kind: Dependency["kind"]): Dependency | undefined {
  const [, name, version = ""] =
    /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*((?:@|\(|[=<>!~])[^;]*)?/.exec(text) ?? [];
  if (name === undefined) return undefined;
  return { ecosystem: "pypi", name, version: version.replace(/^@\s*|[()]/g, "").trim(), at, kind };
}

/** Dependencies of a requirements.txt. Options, and files that it includes, are passed over. */
export function requirements({ path, lines }: TextFile): Dependency[] {
  const kind = /dev|test|lint|doc|ci/i.test(path.slice(path.lastIndexOf("/") + 1)) ? "dev" : "runtime";
  return lines.flatMap((line, index): Dependency[] => {
    const text = line.replace(/(?:^|\s)#.*$/, "").trimEnd();
    const at = inLine(path, index + 1, line.length - line.trimStart().length, text.length);
    const url = /^\s*(?:-e\s+|--editable\s+)?((?:git|hg|svn)\+\S+|https?:\/\/\S+)/.exec(text)?.[1];
    if (url !== undefined) {
      const name =
        /[#&]egg=([\w.-]+)/.exec(line)?.[1] ??
        /([\w.-]+?)(?:\.git)?(?:@|#|$)/.exec(url.slice(url.lastIndexOf("/") + 1))?.[1];
      return [{ ecosystem: "pypi", name: name ?? url, version: url, at, kind }];
    }
    if (text.trim() === "" || /^\s*[-./]/.test(text)) return [];
    return [requirement({ text: text.replace(/\s--hash=\S+|\\$/g, ""), at }, kind)].filter(
      (each) => each !== undefined,
    );
  });
}

/** Packages that poetry.lock, uv.lock or Pipfile.lock installs. */
export function lockedPython({ documents }: DataFile): Dependency[] {
  const root = documents[0];
  const listed = itemsOf(get(root, "package")).flatMap((item): Dependency[] => {
    const name = textOf(get(item, "name"));
    const version = textOf(get(item, "version"));
    if (name === undefined || version === undefined) return [];
    return [{ ecosystem: "pypi", name: name.text, version: version.text, at: version.at, kind: "lock" }];
  });
  const pinned = entriesOf(get(root, "default")).flatMap(({ key, value }): Dependency[] => {
    const version = textOf(get(value, "version"));
    if (version === undefined) return [];
    return [
      {
        ecosystem: "pypi",
        name: key,
        version: version.text.replace(/^==/, ""),
        at: version.at,
        kind: "lock",
      },
    ];
  });
  return [...listed, ...pinned];
}

/** Packages that a pnpm-lock.yaml installs: keys such as `/name@1.2.3(peer)`. */
export function lockedPnpm({ documents }: DataFile): Dependency[] {
  return entriesOf(get(documents[0], "packages")).flatMap(({ key, keyAt }): Dependency[] => {
    const [, name, version] = /^\/?((?:@[^/@]+\/)?[^/@]+)[@/]([^(_]+)/.exec(key) ?? [];
    return name === undefined || version === undefined
      ? []
      : [{ ecosystem: "npm", name, version, at: keyAt, kind: "lock" }];
  });
}

/** Packages that a yarn.lock installs; both of its formats put the version below the name. */
export function lockedYarn({ path, lines }: TextFile): Dependency[] {
  const out: Dependency[] = [];
  let name: string | undefined;
  lines.forEach((line, index) => {
    const head = /^"?((?:@[^/@\s]+\/)?[^@\s"]+)@/.exec(line)?.[1];
    if (head !== undefined) name = head;
    const version = /^\s+version:?\s+"?([^"\s]+)"?/.exec(line)?.[1];
    if (version === undefined || name === undefined) return;
    out.push({ ecosystem: "npm", name, version, at: inLine(path, index + 1, 2, line.length), kind: "lock" });
    name = undefined;
  });
  return out;
}
