/** Which cells a summary has read, so that it is run again only when one of them has grown since. */
import type { Cell } from "./values.js";

/** Cells that were read, each as it was when it was read first. */
export class Reads {
  private readonly seen = new Set<Cell>();
  private readonly cells: Cell[] = [];
  private readonly versions: number[] = [];

  note(cell: Cell): void {
    if (this.seen.has(cell)) return;
    this.seen.add(cell);
    this.cells.push(cell);
    this.versions.push(cell.version);
  }

  clear(): void {
    this.seen.clear();
    this.cells.length = 0;
    this.versions.length = 0;
  }

  /** Are all cells still as they were read? */
  get current(): boolean {
    const { cells, versions } = this;
    for (let i = 0; i < cells.length; i++) if ((cells[i] as Cell).version !== versions[i]) return false;
    return true;
  }
}

/** Who reads: the summary that is being computed. */
export interface CellReader {
  readonly reads: Reads;
}
