/** Offsets of a text as lines and columns. */
import type { Location } from "../findings/types.js";

export class Places {
  private readonly starts: number[] = [0];

  constructor(
    private readonly path: string,
    text: string,
  ) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.starts.push(at + 1);
  }

  /** The place from `start` to `end`, both offsets, end exclusive. */
  at(start: number, end: number): Location {
    const from = this.find(start);
    const to = this.find(Math.max(start, end));
    return {
      path: this.path,
      span: { line: from.line, col: from.col, endLine: to.line, endCol: to.col },
    };
  }

  private find(offset: number): { line: number; col: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, col: offset - (this.starts[low] ?? 0) };
  }
}

/** A place within one line. */
export function inLine(path: string, line: number, col: number, endCol: number): Location {
  return { path, span: { line, col, endLine: line, endCol } };
}
