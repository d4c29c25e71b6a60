/**
 * What the servers in a client's configuration are: a package that is fetched and started, a program of this
 * machine, a container image, or something at another host. Nothing is started to find out.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { packageRunOf } from "../artifacts/commands.js";
import { readArtifacts } from "../artifacts/index.js";
import type { ConfiguredServer } from "../artifacts/types.js";
import { makeSafe } from "../findings/quote.js";

export type Runs =
  /** Something that can be audited: what a user would name. */
  | { readonly kind: "target"; readonly target: string }
  | { readonly kind: "remote"; readonly url: string }
  | { readonly kind: "image"; readonly image: string }
  | { readonly kind: "unknown"; readonly command: string };

export interface InstalledServer {
  readonly name: string;
  readonly disabled: boolean;
  readonly runs: Runs;
}

const MAX_BYTES = 8 * 1024 ** 2;
const MANIFESTS = ["package.json", "pyproject.toml", "setup.py"];
const MAX_UP = 4;

/** The servers of a configuration file; undefined when there is no such file, or it configures none. */
export async function readServers(
  path: string,
  home: string,
): Promise<readonly InstalledServer[] | undefined> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isFile() || stats.size > MAX_BYTES) return undefined;
  const text = readFileSync(path, "utf8");
  // The reader knows files by their names, relative to a tree.
  const name = path.replaceAll("\\", "/").replace(/^(?:[A-Za-z]:)?\/+/, "");
  const { clients } = await readArtifacts({ artifacts: [name], readArtifact: () => text });
  const found = clients.flatMap((client) => client.servers);
  if (found.length === 0) return undefined;
  return found.map((server) => ({
    name: makeSafe(server.name),
    disabled: server.disabled,
    runs: runsOf(server, dirname(path), home),
  }));
}

/** What starting the server runs. */
export function runsOf(server: ConfiguredServer, folder: string, home: string): Runs {
  if (server.command === undefined) return { kind: "remote", url: withoutSecrets(server.url?.text ?? "") };
  const run = packageRunOf(server.command, server.args);
  switch (run?.ecosystem) {
    case "npm":
      return { kind: "target", target: `npm:${run.name}${run.version === "" ? "" : `@${run.version}`}` };
    case "pypi":
      return {
        kind: "target",
        target: `pypi:${run.name}${/^[\w.!+-]+$/.test(run.version) ? `==${run.version}` : ""}`,
      };
    case "image":
      return {
        kind: "image",
        image: makeSafe(
          run.version === "" ? run.name : `${run.name}${run.version.includes(":") ? "@" : ":"}${run.version}`,
        ),
      };
    case "git": {
      const target = gitTarget(run.name, run.version);
      if (target !== undefined) return { kind: "target", target };
      break;
    }
  }
  const local = localTarget(server, folder, home);
  if (local !== undefined) return { kind: "target", target: local };
  // Arguments of a local command may hold secrets; its name does not.
  return { kind: "unknown", command: makeSafe(basename(server.command.text)) };
}

function gitTarget(name: string, version: string): string | undefined {
  const ref = version === "" ? "" : `#${version}`;
  if (name.startsWith("git+")) return name + ref;
  const short = /^(?:github:)?([\w-]+\/[\w.-]+)$/.exec(name)?.[1];
  return short === undefined ? undefined : `git+https://github.com/${short}${ref}`;
}

/** The package that a script of this machine belongs to, or the script. */
function localTarget(server: ConfiguredServer, folder: string, home: string): string | undefined {
  const words = [server.command, ...server.args].flatMap((word) =>
    word === undefined ? [] : [word.text.replace(/^(?:~|\$HOME|\$\{HOME\}|%USERPROFILE%)(?=[\\/])/, home)],
  );
  for (const word of words) {
    const value = /^--(?:directory|project|prefix|cwd)=(.+)$/.exec(word)?.[1] ?? word;
    const path = resolve(folder, value);
    if (!isAbsolute(value) && !/[\\/]|\.(?:[cm]?[jt]s|py)$/.test(value)) continue;
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true && MANIFESTS.some((each) => existsSync(join(path, each)))) return path;
    if (stats?.isFile() === true && /\.(?:[cm]?[jt]sx?|py)$/.test(path)) return packageAbove(path);
  }
  return undefined;
}

function packageAbove(file: string): string {
  let folder = dirname(file);
  for (let i = 0; i < MAX_UP && dirname(folder) !== folder; i++, folder = dirname(folder))
    if (MANIFESTS.some((each) => existsSync(join(folder, each)))) return folder;
  return file;
}

/** An address as it may be shown: logins and keys in it are nobody's business. */
function withoutSecrets(url: string): string {
  return makeSafe(url.replace(/\/\/[^/?#]*@/, "//").replace(/[?#].*$/, ""));
}
