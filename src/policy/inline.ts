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

/** A comment of the tree. */
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
    const code = new CodeLines(this.options.linesOf(path), comments);
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
        const line = directive.form === "line" ? span.endLine : code.after(span.endLine);
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

  private fault(at: Location, text: string): void {
    this.faults.push(note(at, text));
  }
}

/** Which lines of a file have code on them: empty lines and comments on lines of their own have none. */
class CodeLines {
  private readonly byLine = new Map<number, Span>();
  /** From a line that was passed over to the line of code behind it. */
  private readonly known = new Map<number, number>();

  constructor(
    private readonly lines: readonly string[] | undefined,
    comments: readonly PlacedComment[],
  ) {
    for (const { span } of comments) if (!this.byLine.has(span.line)) this.byLine.set(span.line, span);
  }

  /** The first line of code behind a line. */
  after(line: number): number {
    const { lines = [] } = this;
    const passed: number[] = [];
    let at = line + 1;
    for (; at <= lines.length; at++) {
      const known = this.known.get(at);
      if (known !== undefined) {
        at = known;
        break;
      }
      const text = lines[at - 1] ?? "";
      const comment = this.byLine.get(at);
      if (comment !== undefined && opensAt(text, comment.col)) {
        passed.push(at);
        at = comment.endLine;
        if (hasCodeBehind(lines[at - 1] ?? "", comment.endCol)) break;
      } else if (text.trim() === "") passed.push(at);
      else break;
    }
    for (const each of passed) this.known.set(each, at);
    return at;
  }
}

/** True when the comment is the first thing on its line; in JSX a brace stands before it. */
function opensAt(line: string, col: number): boolean {
  const before = line.slice(0, col).trim();
  return before === "" || before === "{";
}

function hasCodeBehind(line: string, col: number): boolean {
  const behind = line.slice(col).trim();
  return behind !== "" && behind !== "}";
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
