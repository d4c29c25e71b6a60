/**
 * The folder that an archive is unpacked into, and the only place that writes its entries.
 *
 * An archive that tries to write outside its folder, or that is far larger unpacked than packed, is refused
 * as a whole: nobody makes such a thing by accident. Links and devices are left out and counted. No link is
 * ever created, so no write can be led elsewhere; files are not executable.
 *
 * Of entries of the same name the last one stays, because that is what package managers leave on disk.
 */
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { ScanError } from "../../errors.js";
import { quote } from "./name.js";

export interface Caps {
  readonly entries: number;
  /** Bytes of all files together, unpacked. */
  readonly bytes: number;
  /** Bytes of one file; larger ones are left out. */
  readonly fileBytes: number;
  /** How many times larger than the archive its content may be, once it is larger than `ratioFrom`. */
  readonly ratio: number;
  readonly ratioFrom: number;
  readonly depth: number;
}

export const CAPS: Caps = {
  entries: 30_000,
  bytes: 1024 ** 3,
  fileBytes: 64 * 1024 ** 2,
  ratio: 100,
  ratioFrom: 64 * 1024 ** 2,
  depth: 64,
};

const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** The archive is not one that an honest tool makes. */
export class RefusedArchive extends ScanError {
  constructor(what: string, why: string) {
    super(
      `${what} was refused: ${why}.`,
      "Nothing of it was kept. An archive that an ordinary tool makes has no such content: do not install it before its publisher has explained it.",
    );
  }
}

export class Stage {
  readonly left = { links: 0, others: 0, large: [] as string[], repeated: [] as string[] };
  private entries = 0;
  private bytes = 0;
  private readonly written = new Set<string>();

  /** `packedBytes`: size of the archive, for the ratio. `what`: its name, for messages. */
  constructor(
    private readonly root: string,
    private readonly what: string,
    private readonly packedBytes: number,
    private readonly strip: number,
    private readonly caps: Caps = CAPS,
  ) {
    mkdirSync(root, { recursive: true, mode: 0o700 });
  }

  /** Refuses a number of entries that is too large, before any is looked at. */
  expect(entries: number): void {
    if (entries > this.caps.entries)
      throw this.refused(`it has more than ${this.caps.entries.toLocaleString("en")} entries`);
  }

  /** Counts an entry of any kind and gives the path it may be written to, or undefined when it has none. */
  enter(name: string): string | undefined {
    this.expect(++this.entries);
    const path = this.check(name);
    const parts = path.split("/").filter((part) => part !== "" && part !== ".");
    const kept = parts.slice(this.strip);
    // A repository inside a package is nobody's business, and tools that meet one run its hooks.
    if (kept.length === 0 || kept.some((part) => part.toLowerCase() === ".git")) return undefined;
    return kept.join("/");
  }

  /** Counts bytes that came out of the archive, whether they are kept or not. */
  count(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.caps.bytes)
      throw this.refused(
        `it holds more than ${Math.round(this.caps.bytes / 1024 ** 2)} MB when it is unpacked`,
      );
    if (this.bytes > this.caps.ratioFrom && this.bytes > this.packedBytes * this.caps.ratio)
      throw this.refused(`it unpacks to more than ${this.caps.ratio} times its own size`);
  }

  /** May a file of this size be kept? One that may not is remembered. */
  fits(path: string, size: number): boolean {
    if (size <= this.caps.fileBytes) return true;
    this.left.large.push(path);
    return false;
  }

  /** Writes a file. The path is one that `enter` gave. */
  write(path: string, content: Uint8Array): void {
    const full = join(this.root, path);
    if (this.written.has(path)) this.left.repeated.push(path);
    this.written.add(path);
    try {
      mkdirSync(dirname(full), { recursive: true, mode: 0o700 });
      if (statSync(full, { throwIfNoEntry: false })?.isFile()) rmSync(full);
      writeFileSync(full, content, { flag: "wx", mode: 0o600 });
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === "EEXIST" || code === "ENOTDIR" || code === "EISDIR")
        throw this.refused(`${quote(path)} is both a file and a folder in it`);
      throw error;
    }
  }

  get files(): ReadonlySet<string> {
    return this.written;
  }

  private check(name: string): string {
    const path = name.replaceAll("\\", "/");
    if (/[\0-\x1f\x7f-\x9f]/.test(path))
      throw this.refused(`the name ${quote(name)} in it holds control characters`);
    if (/^\/|^[A-Za-z]:/.test(path)) throw this.refused(`the name ${quote(name)} in it is an absolute path`);
    const parts = path.split("/");
    if (parts.includes("..")) throw this.refused(`the name ${quote(name)} in it leads out of its folder`);
    if (parts.length > this.caps.depth)
      throw this.refused(`it has more than ${this.caps.depth} folders in each other`);
    if (path.length > 1000 || parts.some((part) => Buffer.byteLength(part) > 255))
      throw this.refused("a name in it is longer than file systems allow");
    if (
      process.platform === "win32" &&
      parts.some((part) => RESERVED.test(part) || /[<>:"|?*]|[. ]$/.test(part))
    )
      throw this.refused(`the name ${quote(name)} in it means something else on Windows`);
    return path;
  }

  refused(why: string): RefusedArchive {
    return new RefusedArchive(this.what, why);
  }
}
