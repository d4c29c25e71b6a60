/**
 * Path aliases of tsconfig.json and jsconfig.json: `paths` and `baseUrl`, through `extends` and
 * `references`. Configurations that come from packages outside the tree are not read.
 */
import { posix } from "node:path";
import type { TreeFiles } from "../../types.js";
import { asObject, asStrings, readJson } from "./json.js";
import { bestMatch } from "./pattern.js";
import { insideTree, probe } from "./probe.js";

/** Longest chain of `extends`. */
const MAX_EXTENDS = 12;

interface Aliases {
  /** Folder that `baseUrl` names. */
  readonly baseUrl?: string | undefined;
  readonly paths?: ReadonlyMap<string, readonly string[]> | undefined;
}

export class TsConfigs {
  private readonly byFolder = new Map<string, readonly Aliases[]>();

  constructor(private readonly files: TreeFiles) {}

  /** The file that an alias of `paths` leads to. */
  byPaths(folder: string, specifier: string): string | undefined {
    for (const { paths } of this.aliasesFor(folder)) {
      const best = paths && bestMatch([...paths.keys()], specifier);
      if (!best) continue;
      for (const target of paths.get(best.key)!) {
        const found = probe(
          this.files,
          target.replace("*", () => best.star),
        );
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** The file of that path under `baseUrl`. */
  byBaseUrl(folder: string, specifier: string): string | undefined {
    for (const { baseUrl } of this.aliasesFor(folder)) {
      const found = baseUrl === undefined ? undefined : probe(this.files, posix.join(baseUrl, specifier));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The aliases of the nearest configuration above `folder`, and of those it refers to. */
  private aliasesFor(folder: string): readonly Aliases[] {
    const known = this.byFolder.get(folder);
    if (known) return known;
    const own = ["tsconfig.json", "jsconfig.json"]
      .map((name) => posix.join(folder, name))
      .find((path) => this.files.has(path));
    let aliases: readonly Aliases[] = [];
    if (own !== undefined) aliases = this.readProject(own);
    // A configuration without aliases leaves those of the folder above in force: it costs nothing.
    if (aliases.length === 0 && folder !== "") aliases = this.aliasesFor(parentFolder(folder));
    this.byFolder.set(folder, aliases);
    return aliases;
  }

  private readProject(path: string): readonly Aliases[] {
    const configs = [this.read(path, 0)];
    const { references } = readJson(this.files.readText(path));
    for (const each of Array.isArray(references) ? references.slice(0, 50) : []) {
      const target = asStrings(asObject(each)?.["path"])[0];
      if (target === undefined) continue;
      const file = posix.join(posix.dirname(path), target);
      configs.push(this.read(file.endsWith(".json") ? file : `${file}/tsconfig.json`, 0));
    }
    return configs.filter((each) => each.paths !== undefined || each.baseUrl !== undefined);
  }

  private read(path: string, depth: number): Aliases {
    const target = insideTree(path);
    if (target === undefined || depth > MAX_EXTENDS) return {};
    const config = readJson(this.files.readText(target));
    const folder = posix.dirname(target);
    let inherited: Aliases = {};
    for (const base of asStrings(config["extends"])) {
      if (!base.startsWith(".")) continue;
      const file = posix.join(folder, base);
      const read = this.read(file.endsWith(".json") ? file : `${file}.json`, depth + 1);
      inherited = {
        baseUrl: read.baseUrl ?? inherited.baseUrl,
        paths: read.paths ?? inherited.paths,
      };
    }
    const options = asObject(config["compilerOptions"]) ?? {};
    const place = (text: string): string => posix.join(folder, text.replace(/^\$\{configDir\}\/?/, "./"));
    const baseUrl = asStrings(options["baseUrl"])[0];
    const ownBase = baseUrl === undefined ? undefined : place(baseUrl);
    const written = asObject(options["paths"]);
    const anchor = ownBase ?? inherited.baseUrl ?? folder;
    const paths = written
      ? new Map(
          Object.entries(written).map(([key, value]) => [
            key,
            asStrings(value).map((each) =>
              each.startsWith("${configDir}") ? place(each) : posix.join(anchor, each),
            ),
          ]),
        )
      : inherited.paths;
    return { baseUrl: ownBase ?? inherited.baseUrl, paths };
  }
}

export function parentFolder(folder: string): string {
  const parent = posix.dirname(folder);
  return parent === "." ? "" : parent;
}
