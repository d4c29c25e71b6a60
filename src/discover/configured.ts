/**
 * The files that configurations of clients, plugins and bundles start as servers. A plugin is one bundle more often
 * than not, and has no package.json:
 *
 *   .claude-plugin/plugin.json   "mcpServers": { "x": { "args": ["${CLAUDE_PLUGIN_ROOT}/dist/index.cjs"] } }
 *   manifest.json                "server": { "entry_point": "server/index.js", "mcp_config": { "args": [...] } }
 *
 * Such a file may say anything. What it names counts only where the tree has a file of that name.
 */
import { posix } from "node:path";

/** Files that say how a server is started, with the folder that they speak of. */
const CONFIGURATION =
  /(?:^|\/)(?:[.]claude-plugin\/plugin[.]json|[.]?mcp[.]json|manifest[.]json|gemini-extension[.]json)$/;
const MAX_CONFIGURATIONS = 64;
/** Servers of one file, and words of one command. */
const MAX_SERVERS = 64;
const MAX_WORDS = 64;
const MAX_WORD = 1024;

/** Root-relative paths of the files in the tree that the configurations among `paths` start. */
export function findConfigured(
  paths: readonly string[],
  has: (path: string) => boolean,
  readText: (path: string) => string | undefined,
): readonly string[] {
  const found = new Set<string>();
  for (const path of paths.filter((each) => CONFIGURATION.test(each)).slice(0, MAX_CONFIGURATIONS)) {
    const folder = posix.dirname(path).replace(/(?:^|\/)[.]claude-plugin$/, "");
    for (const word of wordsOf(parse(readText(path)))) {
      const named = fileOf(folder, word);
      if (named !== undefined && has(named)) found.add(named);
    }
  }
  return [...found];
}

/** All words of the commands that a configuration holds. */
function wordsOf(root: unknown): readonly string[] {
  const server = get(root, "server");
  // Of a plugin, the file may be nothing but the servers.
  const commands = [...valuesOf(get(root, "mcpServers")), ...valuesOf(root), get(server, "mcp_config")];
  return (
    [
      get(server, "entry_point"),
      ...commands.flatMap((each) => [get(each, "command"), ...listOf(get(each, "args")).slice(0, MAX_WORDS)]),
    ]
      .filter((word): word is string => typeof word === "string" && word.length <= MAX_WORD)
      // `sh -c "node ${CLAUDE_PLUGIN_ROOT}/dist/index.cjs"`
      .flatMap((word) => [word, ...word.split(/["'\s]+/)])
  );
}

/** The file that a word names, from the folder that the configuration speaks of; undefined for what leads elsewhere. */
function fileOf(folder: string, word: string): string | undefined {
  // `${CLAUDE_PLUGIN_ROOT}`, `${__dirname}`, `${extensionPath}`: where the configuration is; `${/}`: what parts folders.
  const written = word.replace(/\$\{\/\}/g, "/").replace(/^\$\{\w+\}\//, "");
  if (written === "" || written.startsWith("/")) return undefined;
  const path = posix.join(folder, written);
  return path.startsWith("../") ? undefined : path;
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "{}");
  } catch {
    return undefined;
  }
}

function get(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const valuesOf = (value: unknown): readonly unknown[] =>
  typeof value === "object" && value !== null ? Object.values(value).slice(0, MAX_SERVERS) : [];
