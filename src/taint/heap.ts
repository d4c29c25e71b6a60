/**
 * The properties of abstract objects: cells with weak updates. Every read is noted by the running summary, so that
 * it is run again when a cell it read has grown. The objects themselves are made by interned.ts.
 */
import { Objects } from "./interned.js";
import type { CellReader } from "./reads.js";
import {
  BOTTOM,
  type Cell,
  isBottom,
  join,
  joinAll,
  joinListed,
  MAX_ELEMENTS,
  MAX_LISTED,
  type Obj,
  plain,
  UNKNOWN,
  type Value,
} from "./values.js";

/** Written when an object is given a getter. */
const ANY_GETTER = "%getters";
const GETTER = "%getter:";
const ANY_SETTER = "%setters";
const SETTER = "%setter:";
/** Its version grows with every new property. */
const NAMES = "%names";
const MAX_CELLS = 600;
/** As many as the program writes down: its variables, and what a module exports. */
const WRITTEN_DOWN: ReadonlySet<Obj["kind"]> = new Set(["scope", "namespace"]);
/** A list put together from several choices of the same registry has each entry several times. */
const MAX_POSITIONS = 4 * MAX_LISTED;

export class Heap extends Objects {
  private readonly joinedAt = new Map<Cell, number>();
  /** Grows with every change of any cell. */
  epoch = 0;
  reader: CellReader | undefined;

  /** Cell of a property, made empty on first use so that later growth is seen by its readers. */
  cell(obj: Obj, key: string): Cell {
    let cell = obj.cells.get(key);
    if (cell === undefined) {
      const most = obj.kind === "array" ? MAX_POSITIONS : MAX_CELLS;
      if (obj.cells.size >= most && key !== "*" && !WRITTEN_DOWN.has(obj.kind)) return this.cell(obj, "*");
      cell = { value: BOTTOM, version: 0 };
      obj.cells.set(key, cell);
    }
    return cell;
  }

  read(obj: Obj, key: string): Value {
    const cell = this.cell(obj, key);
    this.note(cell);
    return cell.value;
  }

  /** Does the object have this property with any value? */
  has(obj: Obj, key: string): boolean {
    const cell = this.cell(obj, key);
    this.note(cell);
    return !isBottom(cell.value);
  }

  /** The getter of a property; most objects have none at all, which is one question for all of their properties. */
  getter(obj: Obj, key: string): Value {
    return isBottom(this.read(obj, ANY_GETTER)) ? BOTTOM : this.read(obj, GETTER + key);
  }

  /** The setter of a property. */
  setter(obj: Obj, key: string): Value {
    return isBottom(this.read(obj, ANY_SETTER)) ? BOTTOM : this.read(obj, SETTER + key);
  }

  /** Names of the properties that have getters. */
  getterNames(obj: Obj): readonly string[] {
    if (isBottom(this.read(obj, ANY_GETTER))) return [];
    return [...obj.cells.keys()].flatMap((key) => (key.startsWith(GETTER) ? key.slice(GETTER.length) : []));
  }

  /** What the object has; whoever asks is run again when there is more. */
  entries(obj: Obj): readonly (readonly [key: string, cell: Cell])[] {
    this.note(this.cell(obj, obj.kind === "array" ? "*" : NAMES));
    return [...obj.cells];
  }

  /** A number that grows with every change of the object; whoever asks is run again when it has. */
  changes(obj: Obj): number {
    const any = this.any(obj);
    this.note(any);
    return any.version;
  }

  /** Changes whenever any property does; keeps the joined value of that moment. */
  private any(obj: Obj): Cell {
    let any = obj.cells.get("%any");
    if (any === undefined) {
      any = { value: BOTTOM, version: 1 };
      obj.cells.set("%any", any);
    }
    return any;
  }

  /** All values but those under names that start with "%". */
  readAll(obj: Obj): Value {
    const any = this.any(obj);
    this.note(any);
    if (this.joinedAt.get(any) === any.version) return any.value;
    const values: Value[] = [];
    for (const [key, cell] of obj.cells) if (!key.startsWith("%")) values.push(cell.value);
    any.value = plain(joinAll(values, MAX_ELEMENTS));
    this.joinedAt.set(any, any.version);
    return any.value;
  }

  write(obj: Obj, key: string, value: Value): void {
    const cell = this.cell(obj, key);
    const listed = key === "*" && obj.kind === "array";
    const next = listed ? joinListed(cell.value, value) : join(cell.value, plain(value));
    if (
      next === cell.value ||
      (next.refs === cell.value.refs &&
        next.consts === cell.value.consts &&
        next.taints === cell.value.taints &&
        next.unknown === cell.value.unknown)
    )
      return;
    if (!obj.holdsFunction && next.refs !== cell.value.refs)
      obj.holdsFunction = next.refs.some((r) => r.kind === "fn");
    cell.value = next;
    cell.version++;
    this.epoch++;
    const any = obj.cells.get("%any");
    if (any !== undefined) any.version++;
    // A new property is news for those who went over all of them, a new position for those who counted them.
    if (cell.version === 1 && key !== "*") {
      const all = obj.cells.get(obj.kind === "array" ? "*" : NAMES);
      if (all !== undefined) all.version++;
      if (key.startsWith(GETTER)) this.write(obj, ANY_GETTER, UNKNOWN);
      if (key.startsWith(SETTER)) this.write(obj, ANY_SETTER, UNKNOWN);
    }
  }

  private note(cell: Cell): void {
    this.reader?.reads.note(cell);
  }
}
