/**
 * What a person can do about a diagnostic with one click: suppress it by a comment with a place for the reason,
 * for the line or the file, ignore it in the configuration, or take away a comment that has no effect.
 */
import { type CodeAction, CodeActionKind, type Diagnostic, type TextEdit } from "vscode-languageserver";
import { addIgnore } from "../config/add-ignore.js";
import { commentIn } from "./comment-style.js";
import type { DiagnosticData } from "./diagnostics.js";

/** What actions need to know of the file a diagnostic is in. */
export interface ActionContext {
  readonly uri: string;
  /** The lines as they are in the editor. */
  readonly lines: readonly string[];
  /** The configuration that applies, or the one that would be made. */
  readonly config: {
    readonly uri: string;
    readonly exists: boolean;
    readonly text: string;
    /** Path of the file of the diagnostic, relative to the configuration. */
    readonly pathBelow: string;
  };
}

const REASON = "TODO: say why";

/** The actions on one diagnostic of this program. */
export function actionsFor(diagnostic: Diagnostic, context: ActionContext): CodeAction[] {
  const data = diagnostic.data as DiagnosticData | undefined;
  if (data?.kind === "finding") return onFinding(diagnostic, data, context);
  return data?.kind === "suppression" ? removeComment(diagnostic, context) : [];
}

function onFinding(
  diagnostic: Diagnostic,
  { rule, path }: Extract<DiagnosticData, { kind: "finding" }>,
  context: ActionContext,
): CodeAction[] {
  const { uri, lines } = context;
  const actions: CodeAction[] = [];
  const write = commentIn(path);
  if (write !== undefined) {
    const { line } = diagnostic.range.start;
    const indent = /^\s*/.exec(lines[line] ?? "")?.[0] ?? "";
    const inJsx = /^\s*(?:<|\{)/.test(lines[line] ?? "") && /[jt]sx$/i.test(path);
    const comment = `mcp-audit-ignore-next-line ${rule} -- ${REASON}`;
    const own = inJsx ? `{/* ${comment} */}` : write(comment);
    actions.push(
      edit(`Suppress ${rule} on this line`, diagnostic, uri, [insertAt(line, `${indent}${own}\n`)]),
      edit(`Suppress ${rule} in this file`, diagnostic, uri, [
        insertAt(firstFreeLine(lines), `${write(`mcp-audit-ignore-file ${rule} -- ${REASON}`)}\n`),
      ]),
    );
  }
  const inConfig = ignoreInConfig(diagnostic, rule, context);
  return inConfig === undefined ? actions : [...actions, inConfig];
}

function ignoreInConfig(
  diagnostic: Diagnostic,
  rule: string,
  { config }: ActionContext,
): CodeAction | undefined {
  const text = addIgnore(config.text, { rule, path: config.pathBelow, reason: REASON });
  if (text === undefined) return undefined;
  const document = { uri: config.uri, version: null };
  const whole = {
    start: { line: 0, character: 0 },
    end: { line: config.text.split("\n").length, character: 0 },
  };
  const change = { textDocument: document, edits: [{ range: whole, newText: text }] };
  return {
    title: `Ignore ${rule} for this file in mcp-audit.yml`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit: {
      documentChanges: config.exists ? [change] : [{ kind: "create", uri: config.uri }, change],
    },
  };
}

/** Takes the line away, or the comment at its end. */
function removeComment(diagnostic: Diagnostic, { uri, lines }: ActionContext): CodeAction[] {
  const { line } = diagnostic.range.start;
  const text = lines[line] ?? "";
  const match = /(?:\{\s*\/\*|\/\*|\/\/|#)\s*mcp-audit-.*$/.exec(text);
  if (match === null) return [];
  const before = text.slice(0, match.index);
  const alone = before.trim() === "";
  const range = alone
    ? { start: { line, character: 0 }, end: { line: line + 1, character: 0 } }
    : { start: { line, character: before.trimEnd().length }, end: { line, character: text.length } };
  // Code behind a block comment is not this action's to take away.
  if (/\*\/\s*\}?\s*\S/.test(match[0]) && !/\*\/\s*\}\s*$/.test(match[0])) return [];
  return [edit("Remove this comment, which has no effect", diagnostic, uri, [{ range, newText: "" }], true)];
}

/** Behind the lines that have to come first: `#!`, an encoding, `"use strict"`. */
function firstFreeLine(lines: readonly string[]): number {
  let line = 0;
  while (/^#!|^#.*coding[:=]|^\s*["']use \w+["'];?\s*$|^# syntax=/.test(lines[line] ?? "")) line++;
  return line;
}

function insertAt(line: number, newText: string): TextEdit {
  return { range: { start: { line, character: 0 }, end: { line, character: 0 } }, newText };
}

function edit(
  title: string,
  diagnostic: Diagnostic,
  uri: string,
  edits: readonly TextEdit[],
  isPreferred = false,
): CodeAction {
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    ...(isPreferred ? { isPreferred } : {}),
    edit: { changes: { [uri]: [...edits] } },
  };
}
