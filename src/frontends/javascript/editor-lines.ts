/**
 * Lines as editors, git and code hosts count them. The language ends a line at two more characters (U+2028 and
 * U+2029), and so does the parser; what is reported has to be found by others.
 */
export class EditorLines {
  private constructor(private readonly starts: readonly number[]) {}

  /** Undefined for a text in which both are the same, which nearly every one is. */
  static of(text: string): EditorLines | undefined {
    if (!/[\u2028\u2029]/.test(text)) return undefined;
    return new EditorLines([0, ...Array.from(text.matchAll(/\r\n|[\n\r]/g), (m) => m.index + m[0].length)]);
  }

  /** The place of an offset: lines begin at 1, columns at 0. */
  at(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) };
  }
}
