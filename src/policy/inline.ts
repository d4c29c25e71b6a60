/**
 * Suppressions by comments: which finding each covers, and which of them cover nothing.
 *
 * A comment covers findings whose primary place it is put to; the steps of a path do not count. What covers
 * nothing, names an unknown rule or lacks a reason that is required becomes a note.
 */
import { makeSafe } from "../findings/quote.js";
import type { Finding, Location, ScanNote, Suppression } from "../findings/types.js";
import type { Span } from "../ir/types.js";
import { nearest } from "../rules/nearest.js";
import { type Directive, parseDirective } from "./directives.js";

/** A comment of the tree that names this program. */
export interface PlacedComment {
  readonly path: string;
  readonly text: string;
  readonly span: Span;
}

export interface InlineOptions {
  readonly requireReason: boolean;
  /** Ids of all rules. */
  readonly known: readonly string[];
  readonly linesOf: (path: string) => readonly string[] | undefined;
}

/** Most notes about comments of one tree. */
const MOST_NOTES = 200;

/** One rule that one comment covers lines for. */
interface Cover {
  readonly directive: Directive;
  readonly rule: string;
  readonly at: Location;
  readonly from: number;
  readonly to: number;
  /** For comments at the end of a line: the last line of the place counts, too. */
  readonly byEnd: boolean;
  used: boolean;
}

/** The comments of a tree that suppress something. */
export class InlineSuppressions {
  private readonly covers = new Map<string, Cover[]>();
  private readonly faults: ScanNote[] = [];

  constructor(
    comments: readonly PlacedComment[],
    private readonly options: InlineOptions,
  ) {
    const byPath = new Map<string, PlacedComment[]>();
    for (const comment of comments) {
      const known = byPath.get(comment.path);
      if (known === undefined) byPath.set(comment.path, [comment]);
      else known.push(comment);
    }
    for (const [path, list] of byPath) this.readFile(path, list);
  }

  /** The suppression of a finding, if a comment covers it. Marks the comment as used. */
  match(finding: Finding): Suppression | undefined {
    const { line, endLine } = finding.location.span;
    let found: Cover | undefined;
    for (const cover of this.covers.get(finding.location.path) ?? []) {
      if (cover.rule !== finding.ruleId) continue;
      const covered =
        (line >= cover.from && line <= cover.to) ||
        (cover.byEnd && endLine >= cover.from && endLine <= cover.to);
      if (!covered) continue;
      cover.used = true;
      found ??= cover;
    }
    if (found === undefined) return undefined;
    const { reason } = found.directive;
    return { kind: "inline", location: found.at, ...(reason === undefined ? {} : { reason }) };
  }

  /** What is wrong with the comments. Of rules that did not run, nothing is known. */
  notes(ran: ReadonlySet<string>): ScanNote[] {
    const unused = [...this.covers.values()].flat().filter((cover) => !cover.used && ran.has(cover.rule));
    const notes = [...this.faults, ...unused.map((cover) => note(cover.at, unusedText(cover)))];
    if (notes.length <= MOST_NOTES) return notes;
    const rest = `${notes.length - MOST_NOTES} more comments for mcp-audit have no effect`;
    return [...notes.slice(0, MOST_NOTES), { path: ".", kind: "suppression", message: rest }];
  }

  private readFile(path: string, comments: readonly PlacedComment[]): void {
    const open: { directive: Directive; at: Location }[] = [];
    for (const { text, span } of comments) {
      const directive = parseDirective(text);
      if (directive === undefined) continue;
      const at = { path, span };
      if ("mistake" in directive) {
        this.fault(at, directive.mistake);
        continue;
      }
      if (directive.form === "end") {
        const index = open.findLastIndex((each) => sameRules(each.directive, directive));
        const start = open.splice(index < 0 ? open.length : index, 1)[0];
        if (start === undefined)
          this.fault(at, `\`${directive.keyword}\` ends nothing that began before it.`);
        else this.cover(start.directive, start.at, start.at.span.line, span.line);
        continue;
      }
      if (!this.isSound(directive, at)) continue;
      if (directive.form === "start") open.push({ directive, at });
      else if (directive.form === "file") this.cover(directive, at, 1, Number.MAX_SAFE_INTEGER);
      else {
        const line = directive.form === "line" ? span.endLine : this.nextLine(path, span.endLine, comments);
        this.cover(directive, at, line, line);
      }
    }
    for (const { directive, at } of open)
      this.fault(at, `\`${directive.keyword}\` has no \`mcp-audit-ignore-end\` and suppresses nothing.`);
  }

  /** False for a comment that can have no effect, which is noted. */
  private isSound(directive: Directive, at: Location): boolean {
    const { keyword, rules, reason } = directive;
    if (rules.length === 0) {
      this.fault(at, `names no rule and suppresses nothing; write \`${keyword} RULE -- REASON\`.`);
      return false;
    }
    for (const rule of rules) {
      if (this.options.known.includes(rule)) continue;
      const near = nearest(rule, this.options.known).map((each) => `\`${each}\``);
      const help = near.length === 0 ? "" : `; did you mean ${near.join(" or ")}?`;
      this.fault(at, `there is no rule \`${makeSafe(rule).slice(0, 60)}\`${help}`);
    }
    if (this.options.requireReason && reason === undefined) {
      this.fault(at, `gives no reason and suppresses nothing; write \`${keyword} RULE -- REASON\`.`);
      return false;
    }
    return true;
  }

  private cover(directive: Directive, at: Location, from: number, to: number): void {
    const list = this.covers.get(at.path) ?? [];
    this.covers.set(at.path, list);
    const byEnd = directive.form === "line";
    for (const rule of directive.rules)
      if (this.options.known.includes(rule)) list.push({ directive, rule, at, from, to, byEnd, used: false });
  }

  /** The next line that has code on it: empty lines and comments on lines of their own are passed over. */
  private nextLine(path: string, after: number, comments: readonly PlacedComment[]): number {
    const lines = this.options.linesOf(path);
    if (lines === undefined) return after + 1;
    let line = after + 1;
    for (; line <= lines.length; line++) {
      const text = lines[line - 1] ?? "";
      const start = text.length - text.trimStart().length;
      if (text.trim() === "") continue;
      const comment = comments.find(({ span }) => span.line === line && opensAt(text, start, span.col));
      if (comment === undefined) return line;
      line = comment.span.endLine;
    }
    return after + 1;
  }

  private fault(at: Location, text: string): void {
    this.faults.push(note(at, text));
  }
}

/** True when the comment is the first thing on its line; in JSX a brace stands before it. */
function opensAt(line: string, start: number, col: number): boolean {
  return col <= start || line.slice(start, col).trim() === "{";
}

function sameRules(start: Directive, end: Directive): boolean {
  return end.rules.length === 0 || [...end.rules].sort().join() === [...start.rules].sort().join();
}

function unusedText({ directive, rule }: Cover): string {
  const where = {
    line: "on this line",
    "next-line": "on the next line",
    file: "in this file",
    start: "between here and its end",
    end: "",
  }[directive.form];
  return `\`${directive.keyword} ${rule}\` suppresses nothing: there is no such finding ${where}.`;
}

function note({ path, span }: Location, message: string): ScanNote {
  return { path, line: span.line, kind: "suppression", message };
}
