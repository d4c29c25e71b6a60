/** Parsed form of the positions in model rows ("1..", "kw:shell", "0.url", "this[]", "0|kw:url"). */
import type { Position } from "./types.js";

export type PositionBase =
  | { readonly at: "arg"; readonly index: number }
  | { readonly at: "from"; readonly index: number }
  | { readonly at: "name"; readonly name: string }
  | { readonly at: "this" }
  | { readonly at: "own" }
  | { readonly at: "return" }
  | { readonly at: "last" };

export interface ParsedPosition {
  readonly base: PositionBase;
  /** Property names to follow; "[]" stands for any element. */
  readonly path: readonly string[];
}

const cache = new Map<Position, readonly ParsedPosition[]>();

/** The alternatives of a position, in the order they are to be tried. */
export function parsePosition(position: Position): readonly ParsedPosition[] {
  let parsed = cache.get(position);
  if (parsed === undefined) {
    parsed = String(position)
      .split("|")
      .map((p) => parseOne(p.trim()));
    cache.set(position, parsed);
  }
  return parsed;
}

function parseOne(text: string): ParsedPosition {
  const m = /^(kw:[^.[]+|this|own|return|last|\*|\d+\.\.|\d+)(.*)$/.exec(text);
  const head = m?.[1] ?? "this";
  const path = (m?.[2] ?? "").match(/\[\]|[^.[\]]+/g) ?? [];
  return { base: baseOf(head), path };
}

function baseOf(head: string): PositionBase {
  if (head === "this" || head === "own" || head === "return" || head === "last") return { at: head };
  if (head === "*") return { at: "from", index: 0 };
  if (head.startsWith("kw:")) return { at: "name", name: head.slice(3) };
  if (head.endsWith("..")) return { at: "from", index: Number(head.slice(0, -2)) };
  return { at: "arg", index: Number(head) };
}
