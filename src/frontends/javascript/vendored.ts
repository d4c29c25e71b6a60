/**
 * Third-party code inside a file: which package a line belongs to.
 *
 * esbuild, tsup, Bun, rolldown and webpack write the path of each bundled module in a comment of its own
 * line; webpack also uses it as key of the module map. A file can be third-party as a whole, by its path.
 */
import type * as t from "@babel/types";
import type { ModuleIR } from "../../ir/types.js";

const MODULE_COMMENT =
  /^(?: |#region | CONCATENATED MODULE: )((?:\.{1,2}\/)*(?:[\w@.+~()[\]$-]+\/)*[\w@.+~()[\]$-]+\.(?:[cm]?[jt]sx?|json|node|wasm))$/;
const VENDOR_FILE = /(?:^|\/)(?:chunk-)?vendors?(?:[.~-][\w.~-]*)?\.[cm]?js$/;
const VENDOR_FOLDER = /(?:^|\/)(?:node_modules|vendor|vendored|third_party|third-party|bower_components)\//;

const MAX_PATH = 500;

/** The package that a path leads into: what follows the last `node_modules/`. */
export function packageOfPath(path: string): string | undefined {
  const at = path.lastIndexOf("node_modules/");
  if (at < 0) return undefined;
  const parts = path.slice(at + "node_modules/".length).split("/");
  const name = parts[0]?.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0];
  return name || undefined;
}

/** Where a place was before bundling: the look-up of a source map. */
type Origin = NonNullable<ModuleIR["origin"]>;

/** For each place of a file, the package it was bundled from. */
export class VendoredRegions {
  private constructor(
    private readonly lines: readonly number[],
    private readonly packages: readonly (string | undefined)[],
    /** The package when the whole file is third-party. */
    readonly whole: string | undefined,
    private readonly origin?: Origin,
  ) {}

  /**
   * Regions of one file, or undefined when all of it is the server's own. `origin` is asked where the
   * bundler wrote no comments.
   */
  static of(path: string, comments: readonly t.Comment[], origin?: Origin): VendoredRegions | undefined {
    if (VENDOR_FOLDER.test(path) || VENDOR_FILE.test(path)) {
      return new VendoredRegions([], [], packageOfPath(path) ?? "");
    }
    const lines: number[] = [];
    const packages: (string | undefined)[] = [];
    for (const comment of comments) {
      if (comment.type !== "CommentLine" || !comment.loc || comment.loc.start.column > 2) continue;
      if (comment.value.length > MAX_PATH) continue;
      const module = MODULE_COMMENT.exec(comment.value)?.[1];
      if (module === undefined) continue;
      lines.push(comment.loc.start.line);
      packages.push(packageOfPath(module));
    }
    if (packages.some((name) => name !== undefined)) return new VendoredRegions(lines, packages, undefined);
    return origin && new VendoredRegions([], [], undefined, origin);
  }

  /** The package that a place belongs to; undefined for the server's own code. */
  at(place: { readonly line: number; readonly col: number }): string | undefined {
    if (this.whole !== undefined) return this.whole;
    if (this.origin) {
      const source = this.origin(place.line, place.col)?.path;
      return source === undefined ? undefined : packageOfPath(source);
    }
    let low = 0;
    let high = this.lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.lines[middle]! <= place.line) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? undefined : this.packages[low - 1];
  }
}
