/**
 * The least a server has to be given, read off its inventory: folders to read and write, whether it needs a
 * network, other programs, and which variables. What the inventory does not show, it does not get.
 *
 * Two ways: Node's permission flags, which keep it to files and away from other programs, and a container,
 * which keeps it away from everything else as well. Where it takes a folder from its callers, the reader has
 * to put in the one to share.
 */
import { posix } from "node:path";
import type { Fetched } from "../fetch/types.js";
import type { LaunchEntry, Recipe } from "../findings/install-verdict.js";
import type { Inventory, InventoryItem } from "../findings/inventory.js";
import { isOrdinaryVariable, listed } from "../findings/inventory-words.js";
import { allItems } from "./decide.js";

/** What the reader replaces by the folder that the server may use. */
export const SHARED = "/path/to/shared";
/** Where it is installed; the reader may choose another one. */
export const HOME = "/path/to/mcp-servers";

/** What a container has of its own; that of this machine is no business of the server. */
const OF_THE_SYSTEM =
  /^\/(?:proc|sys|dev|etc|run|tmp|usr|bin|sbin|lib\w*|boot|private|var\/(?:run|tmp|lib|log|folders)|Applications|Library)(?:\/|$)/;
/** Home folder in a container, for servers that write to theirs. */
const INNER_HOME = "/home/mcp";

/** Databases that are files of this machine. */
const EMBEDDED = /sqlite|sql\.js|duckdb|pglite|lowdb|tinydb|dbm/i;

export interface Needs {
  /** Folders and files; SHARED stands for what a caller names. */
  readonly read: readonly string[];
  readonly write: readonly string[];
  readonly programs: readonly string[];
  /** Hosts; "*" for any. */
  readonly hosts: readonly string[];
  /** `folder`: it says where files are. */
  readonly variables: readonly {
    readonly name: string;
    readonly secret: boolean;
    readonly folder: boolean;
  }[];
  readonly listens: boolean;
  /** Packages of which nothing is known, and modules whose calls were not found: they may need the network. */
  readonly unknown: readonly string[];
}

/** What the inventory justifies. */
export function needsOf(inventory: Inventory): Needs {
  const items = allItems(inventory);
  const of = (...kinds: readonly InventoryItem["kind"][]): InventoryItem[] =>
    items.filter((item) => kinds.includes(item.kind));
  const write = places(of("file-write", "file-delete"));
  const variables = new Map<string, boolean>();
  for (const { subject, secret } of of("environment"))
    if (subject !== "" && (secret === true || !isOrdinaryVariable(subject)))
      variables.set(subject, secret === true);
  const folders = new Set(
    of("file-read", "file-list", "file-write", "file-delete").flatMap(
      ({ subject }) => /^\$(\w+)/.exec(subject)?.[1] ?? [],
    ),
  );
  return {
    read: sorted([...places(of("file-read", "file-list")), ...write]),
    write,
    programs: sorted([
      ...of("program").map(({ subject }) => (subject.startsWith("(") || subject === "" ? "*" : subject)),
      ...(inventory.unfollowed.some(({ ability }) => ability === "program") ? ["*"] : []),
    ]),
    hosts: sorted([
      ...of("network").map(({ subject }) => (subject === "" || /^[($]/.test(subject) ? "*" : subject)),
      // A database that is no file is behind a network, and its address is seldom constant.
      ...of("database").flatMap(({ subject }) => (EMBEDDED.test(subject) ? [] : ["*"])),
    ]),
    variables: [...variables]
      .map(([name, secret]) => ({ name, secret, folder: folders.has(name) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    listens: of("listen").length > 0,
    unknown: [
      ...inventory.unfollowed.flatMap(({ ability, modules }) => (ability === "network" ? modules : [])),
      ...inventory.unknown,
    ],
  };
}

/** What it will hardly run without: secrets, and where its files are. A setting left alone has its default. */
const given = ({ variables }: Needs): Needs["variables"] =>
  variables.filter(({ secret, folder }) => secret || folder);

/** The folders that the places of items lie in. */
function places(items: readonly InventoryItem[]): string[] {
  return sorted(
    items.flatMap(({ subject, by, secret }) => {
      // What holds secrets is never given, whatever the program wants with it.
      if (subject.startsWith("(package)") || secret === true) return [];
      // The variable that names it decides; the reader knows what is in there.
      if (subject === "" || /^(?:\$|\(argument\))/.test(subject)) return by === "constant" ? [] : [SHARED];
      const path = subject.endsWith("…")
        ? subject.slice(0, -1)
        : posix.dirname(subject) === "/"
          ? subject
          : subject;
      if (!/^[/~.]|^\w/.test(path) || /^[/~]\/?$/.test(path)) return [SHARED];
      return [path.startsWith("/") || path.startsWith("~") ? path : posix.join(SHARED, path)];
    }),
  );
}

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** Recipes for what was fetched, the tighter one first. `nodeMajor`: of the Node that will run it. */
export function recipesFor(fetched: Fetched, inventory: Inventory, nodeMajor: number): readonly Recipe[] {
  const needs = needsOf(inventory);
  const extra: string[] = [];
  const { spec, name, version, bin } = fetched;
  if (
    name === undefined ||
    version === undefined ||
    !/^(?:@[\w.~-]+\/)?[\w.~-]+$/.test(name) ||
    !/^[\w.+!-]+$/.test(version)
  )
    return [];
  if (bin !== undefined && !/^[\w.-]+$/.test(bin.name)) return [];
  if ([...needs.read, ...needs.write].some((path) => path.startsWith(SHARED)))
    extra.push("If it wants the folder as an argument, add it at the end of args.");
  const others = needs.variables
    .filter((variable) => !given(needs).includes(variable))
    .map(({ name: each }) => each);
  if (others.length > 0)
    extra.push(
      `It also reads ${others.length > 5 ? `${others.slice(0, 5).join(", ")} and ${others.length - 5} more variables` : listed(others)}; set those that you need.`,
    );
  const docker = dockerRecipe(fetched, name, version, needs);
  const node =
    spec.kind === "npm" && bin?.path !== undefined && /^[\w./@-]+$/.test(bin.path)
      ? nodeRecipe(name, version, bin.path, needs, nodeMajor)
      : undefined;
  const all = [node, docker].filter((each) => each !== undefined);
  // Once it may start programs, Node's flags hold nothing: those programs have all rights.
  const ordered = needs.programs.length > 0 ? all.reverse() : all;
  return ordered.map((recipe) => ({ ...recipe, notes: [...recipe.notes, ...extra] }));
}

function nodeRecipe(name: string, version: string, bin: string, needs: Needs, nodeMajor: number): Recipe {
  const folder = posix.join(HOME, name.replace("@", "").replace("/", "-"));
  const flags = [
    nodeMajor >= 22 ? "--permission" : "--experimental-permission",
    ...outermost([folder, ...needs.read.map(plain)]).map((path) => `--allow-fs-read=${path}`),
    ...outermost(needs.write.map(plain)).map((path) => `--allow-fs-write=${path}`),
    ...(needs.programs.length > 0 ? ["--allow-child-process"] : []),
    ...(nodeMajor >= 25 && needs.hosts.length > 0 ? ["--allow-net"] : []),
  ];
  const notes = [
    needs.write.length === 0 ? "It cannot write any file." : "It cannot write files elsewhere.",
    needs.programs.length > 0
      ? `It may start ${programsOf(needs)}, and those are not held by these flags: prefer the container.`
      : "It cannot start another program.",
    ...(nodeMajor < 25 ? ["These flags do not limit the network; the container does."] : []),
  ];
  return {
    kind: "node",
    prepare: [`npm install --ignore-scripts --prefix ${folder} ${name}@${version}`],
    entry: entryOf("node", [...flags, `${folder}/node_modules/${name}/${bin}`], needs),
    notes,
  };
}

/** "git and programs that cannot be listed". */
function programsOf({ programs }: Needs): string {
  const named = programs.filter((each) => each !== "*");
  const shown = named.length > 6 ? [...named.slice(0, 5), `${named.length - 5} more programs`] : named;
  return listed([...shown, ...(programs.includes("*") ? ["programs that cannot be listed"] : [])]);
}

/** A path as Node's flags want it: a folder stands for all that is in it. */
function plain(path: string): string {
  const full = path.replace(/^~(?=\/|$)/, "/home/you");
  return full.length > 1 ? full.replace(/\/+$/, "") : full;
}

/** Without those that lie in another one of them. */
function outermost(paths: readonly string[]): string[] {
  const all = sorted(paths);
  return all.filter((path) => !all.some((other) => other !== path && path.startsWith(`${other}/`)));
}

function dockerRecipe(fetched: Fetched, name: string, version: string, needs: Needs): Recipe | undefined {
  const { spec, bin } = fetched;
  if (spec.kind !== "npm" && spec.kind !== "pypi") return undefined;
  const image = `mcp-${name
    .replace("@", "")
    .replace(/[^\w.-]/g, "-")
    .toLowerCase()}:${version.replace(/[^\w.-]/g, "-")}`;
  const command = bin?.name ?? name.replace(/^@[^/]*\//, "");
  const lines =
    spec.kind === "npm"
      ? ["FROM node:22-slim", `RUN npm install -g --ignore-scripts ${name}@${version}`, "USER node"]
      : [
          "FROM python:3.12-slim",
          `RUN pip install --no-cache-dir ${fetched.installScripts.length === 0 ? "--only-binary=:all: " : ""}${name}==${version}`,
          "USER nobody",
        ];
  const shared = new Set(
    [...needs.read, ...needs.write].filter((path) => path.startsWith(SHARED)).map(() => SHARED),
  );
  const others = needs.read
    .filter((path) => !path.startsWith(SHARED) && path.startsWith("/") && !OF_THE_SYSTEM.test(path))
    .map((path) => path.replace(/\/+$/, "") || "/");
  const mounts = outermost([...shared, ...others]).flatMap((path) => {
    const written = needs.write.some((each) => each.startsWith(path));
    return ["-v", `${path}:${path}${written ? "" : ":ro"}`];
  });
  const atHome = needs.write.some((path) => path.startsWith("~"));
  const args = [
    ...[
      "run",
      "-i",
      "--rm",
      "--read-only",
      "--tmpfs",
      "/tmp",
      "--cap-drop",
      "ALL",
      "--security-opt",
      "no-new-privileges",
    ],
    ...["--memory", "512m", "--pids-limit", "128"],
    ...(atHome ? ["--tmpfs", INNER_HOME, "-e", `HOME=${INNER_HOME}`] : []),
    ...(needs.hosts.length + needs.unknown.length === 0 ? ["--network", "none"] : []),
    ...mounts,
    ...given(needs).flatMap(({ name: variable }) => ["-e", variable]),
    image,
  ];
  const hosts = needs.hosts.filter((host) => host !== "*");
  const missing = needs.programs.filter(
    (each) => each !== "*" && !/^(?:node|npm|npx|python3?|pip3?|sh|bash)$/.test(each),
  );
  const notes = [
    ...(missing.length > 0
      ? [`It starts ${missing.join(", ")}, which the image has to hold: add a line that installs it.`]
      : []),
    needs.hosts.length === 0 && needs.unknown.length > 0
      ? `It has the network, because nothing is known of ${listed(needs.unknown.slice(0, 3))}, which it uses; try it with \`--network none\`.`
      : needs.hosts.length === 0
        ? needs.programs.length === 0
          ? "It has no network."
          : "It has no network, and neither have the programs that it starts; leave `--network none` out if they need one."
        : needs.hosts.includes("*")
          ? "It has the network, because it contacts hosts that cannot be listed."
          : `It has the network for ${hosts.join(", ")}; Docker cannot hold it to these hosts, a proxy could.`,
    mounts.length === 0 ? "It sees no file of yours." : "It sees no other file of yours.",
    ...(atHome ? ["What it keeps in its home folder is gone when it stops."] : []),
  ];
  return {
    kind: "docker",
    prepare: [
      `printf '%s\\n' ${[...lines, `ENTRYPOINT ["${command}"]`].map(quoted).join(" ")} | docker build -t ${image} -`,
    ],
    entry: entryOf("docker", args, needs),
    notes,
  };
}

function entryOf(command: string, args: readonly string[], needs: Needs): LaunchEntry {
  return {
    command,
    args,
    env: Object.fromEntries(
      given(needs).map(({ name, folder }) => [
        name,
        folder ? SHARED : `<${name.toLowerCase().replaceAll("_", "-")}>`,
      ]),
    ),
  };
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
