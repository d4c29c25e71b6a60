/**
 * The audited tree as the rest of the program sees it: its sources with their text, its manifests,
 * and what was left out of it.
 *
 * Texts are read one at a time and not kept: a front end turns each into its representation, and only
 * the few files that a finding points at are read a second time.
 */
import { join } from "node:path";
import type { ScanNote } from "../findings/types.js";
import type { SourceFile, TreeFiles } from "../frontends/types.js";
import type { Language } from "../ir/types.js";
import { LOADED_UNREAD } from "../unread.js";
import {
  MAX_ARTIFACT_BYTES,
  MAX_ENTRY_BYTES,
  MAX_FILE_BYTES,
  MAX_LINE_CHARS,
  MAX_LOCK_BYTES,
  MAX_MANIFEST_BYTES,
} from "./limits.js";
import { longestLine, readSource } from "./read.js";
import { isInAssetFolder, isManifest } from "./roles.js";
import { findSourceMap } from "./source-map.js";
import { importLines, isStartup } from "./startup.js";
import { Unlisted } from "./unlisted.js";

export interface TreeParts {
  readonly root: string;
  /** What is audited, in order. */
  readonly sources: readonly string[];
  /** Left out because of its role; audited after all when audited code imports it. */
  readonly reserve: ReadonlySet<string>;
  readonly manifests: readonly string[];
  /** Files besides code that are read for what they say of the server; some are manifests, too. */
  readonly artifacts: readonly string[];
  /** Files that a package names as its entry. */
  readonly entries: ReadonlySet<string>;
  /** Left out as made from sources of the tree, although they are what runs. */
  readonly builds: readonly string[];
  /** Paths by which a front end knows what files are whose names do not tell. */
  readonly readAs: ReadonlyMap<string, string>;
  /** What audited code loads is looked for on the disk where it was not listed. */
  readonly untrusted: boolean;
  readonly notes: readonly ScanNote[];
  /** A text whose files are remembered when they are read, see `Tree.marked`. */
  readonly mark?: string;
}

/** What was noticed while files were read. */
export interface TreeRead {
  readonly notes: readonly ScanNote[];
  readonly bytes: number;
  readonly marked: readonly string[];
}

const MINIFIED_LINE = 5000;
const LOCK_FILE = /(?:^|\/)(?:package-lock[.]json|npm-shrinkwrap[.]json|[\w-]+[.]lock|pnpm-lock[.]yaml)$/i;

function tooMuch(path: string): ScanNote {
  const message = `more than ${MAX_ARTIFACT_BYTES / 2 ** 20} MB of configuration and data files; the rest of them was not looked at`;
  return { path, kind: "skipped", message };
}

/** Read access to a discovered tree. */
export class Tree implements TreeFiles {
  readonly root: string;
  readonly sources: readonly string[];
  readonly paths: readonly string[];
  readonly notes: ScanNote[];
  /** Bytes of the sources read so far. */
  bytes = 0;
  readonly artifacts: readonly string[];
  /** Files read so far that hold the mark. */
  readonly marked = new Set<string>();
  private readonly known: ReadonlySet<string>;
  private readonly listed: ReadonlySet<string>;
  /** Paths by which a front end knows what files are. */
  readonly readAs: Map<string, string>;
  private readonly loaded: Unlisted | undefined;
  private artifactBytes = 0;
  private readonly manifestTexts = new Map<string, string | undefined>();

  constructor(readonly parts: TreeParts) {
    this.root = parts.root;
    this.sources = parts.sources;
    this.paths = [...parts.sources, ...parts.reserve, ...parts.manifests].sort();
    this.known = new Set(this.paths);
    this.artifacts = parts.artifacts;
    this.listed = new Set(parts.artifacts);
    this.notes = [...parts.notes];
    this.readAs = new Map(parts.readAs);
    const builds = new Set(parts.builds);
    const isLeftOut = (path: string): boolean => builds.has(path) && !this.known.has(path);
    this.loaded = parts.untrusted ? new Unlisted(this.root, isLeftOut, this.readAs, this.notes) : undefined;
  }

  /** True when everything that is loaded is looked for, and said where it is not found. */
  get untrusted(): boolean {
    return this.parts.untrusted;
  }

  /** The file that code of this language loads by this path, where it was not listed; see unlisted.ts. */
  unlisted(path: string, language: Language): string | undefined {
    return this.loaded?.find(path, language);
  }

  /** Says that a file which the program loads was not read; the reason is in another note. */
  noteUnread(path: string): void {
    this.notes.push({ path, kind: "skipped", message: LOADED_UNREAD });
  }

  isEntry(path: string): boolean {
    return this.parts.entries.has(path);
  }

  has(path: string): boolean {
    return this.known.has(path);
  }

  /** True for a file that is audited only when audited code imports it. */
  isReserve(path: string): boolean {
    return this.parts.reserve.has(path);
  }

  /** Number of files left out because of their role. */
  get leftOut(): number {
    return this.parts.reserve.size;
  }

  readText(path: string): string | undefined {
    if (!this.known.has(path) || !isManifest(path.slice(path.lastIndexOf("/") + 1))) return undefined;
    if (!this.manifestTexts.has(path)) {
      const read = readSource(join(this.root, path), path, MAX_MANIFEST_BYTES);
      if (read.note !== undefined) this.notes.push(read.note);
      this.manifestTexts.set(path, read.text);
      this.remember(path, read.text);
    }
    return this.manifestTexts.get(path);
  }

  /** Text of a file besides code, or undefined with a note when it is too large or cannot be read. */
  readArtifact(path: string): string | undefined {
    if (!this.listed.has(path)) return undefined;
    if (this.known.has(path)) return this.readText(path);
    if (this.artifactBytes > MAX_ARTIFACT_BYTES) return undefined;
    const limit = LOCK_FILE.test(path) ? MAX_LOCK_BYTES : MAX_MANIFEST_BYTES;
    const { text, bytes, note } = readSource(join(this.root, path), path, limit);
    // Large data files are everyday; only what could not be read at all is worth a word.
    if (note !== undefined && note.kind === "failed") this.notes.push(note);
    if (text === undefined) return undefined;
    this.remember(path, text);
    this.artifactBytes += bytes;
    if (this.artifactBytes > MAX_ARTIFACT_BYTES) this.notes.push(tooMuch(path));
    return text;
  }

  /** The file for its front end, or undefined with a note on why it is not read. */
  readSource(path: string): SourceFile | undefined {
    const { text, bytes, note } = readSource(join(this.root, path), path, this.limitOf(path));
    if (note !== undefined) this.notes.push(note);
    if (text === undefined) return undefined;
    const unfit = this.unfit(path, text, bytes);
    if (unfit !== undefined) {
      this.notes.push({ path, kind: "skipped", message: unfit });
      return undefined;
    }
    this.remember(path, text);
    this.bytes += bytes;
    if (isStartup(path)) return { path, text: importLines(text) };
    const sourceMap = /[.][cm]?js$/.test(path) ? findSourceMap(this.root, path, text) : undefined;
    return sourceMap === undefined ? { path, text } : { path, text, sourceMap };
  }

  /** The text of a source, or undefined when it is not going to be read; says nothing of why. */
  peek(path: string): string | undefined {
    const { text, bytes } = readSource(join(this.root, path), path, this.limitOf(path));
    return text === undefined || this.unfit(path, text, bytes) !== undefined ? undefined : text;
  }

  /** The lines of a file for a code frame, or undefined when it cannot be read. */
  readLines(path: string): readonly string[] | undefined {
    if (!this.known.has(path) && !this.listed.has(path)) return undefined;
    return readSource(join(this.root, path), path, MAX_ENTRY_BYTES).text?.split(/\r\n|[\n\r]/);
  }

  /** What was noticed since this was asked last. */
  takeRead(): TreeRead {
    const read = { notes: this.notes.splice(0), bytes: this.bytes, marked: [...this.marked] };
    this.bytes = 0;
    this.marked.clear();
    return read;
  }

  /** Adds what was noticed by another reader of the same tree. */
  addRead({ notes, bytes, marked }: TreeRead): void {
    const said = new Set(this.notes.map((note) => `${note.path}\0${note.message}`));
    for (const note of notes) if (!said.has(`${note.path}\0${note.message}`)) this.notes.push(note);
    for (const path of marked) this.marked.add(path);
    this.bytes += bytes;
  }

  private limitOf(path: string): number {
    return this.parts.entries.has(path) ? MAX_ENTRY_BYTES : MAX_FILE_BYTES;
  }

  private remember(path: string, text: string | undefined): void {
    const { mark } = this.parts;
    if (mark !== undefined && text?.includes(mark)) this.marked.add(path);
  }

  private unfit(path: string, text: string, bytes: number): string | undefined {
    if (bytes < MINIFIED_LINE || this.parts.entries.has(path)) return undefined;
    const longest = longestLine(text);
    if (longest > MAX_LINE_CHARS) return `a line of ${longest} characters: data, not code`;
    if (longest > MINIFIED_LINE && longest > bytes / 4 && isInAssetFolder(path)) {
      return "a minified file among the assets of a web page";
    }
    return undefined;
  }
}
