/**
 * Where a tainted value comes from and what happened to it on the way.
 *
 * A lineage node is a root (a source, or a parameter of the function under analysis) followed by flow
 * operations: `args.path` resolved against a base is
 *
 *   source(tool-input) -> prop "path" -> path-resolve
 *
 * Nodes are interned. `canon` leaves out where an operation stands in the source: two evaluations of the
 * same pure expression have the same canon, so that a check of `resolve(p)` also speaks of a later
 * `resolve(p)`. Nothing here knows rules or models.
 */
import type { SourceKind } from "../models/types.js";
import { ByNumber } from "./by-number.js";
import { type Op, opId } from "./operations.js";
import type { Site } from "./site.js";
import type { Pred } from "./values.js";

export { ENCODED, HOLE, type Op } from "./operations.js";

export interface SourceInfo {
  readonly id: number;
  readonly kind: SourceKind | "tool-name";
  /** The registered piece it belongs to, or undefined for sources that are no parameters. */
  readonly entity: object | undefined;
  /** What is shown: "process.argv", "request.body". */
  readonly label: string;
  readonly site: Site;
  /** Value that describes the input's schema, read lazily (see src/server/schema.ts). */
  readonly schema?: unknown;
  /** Of a web request: a page of another site cannot make a browser send it (see SourceRow). */
  readonly asked?: boolean;
}

export interface ParamRoot {
  readonly id: number;
  readonly kind: "param";
  /** The summary whose parameter it is. */
  readonly owner: object;
  /** Parameter position, or "this". */
  readonly position: string;
}

export type Root = { readonly kind: "source"; readonly id: number; readonly source: SourceInfo } | ParamRoot;

export interface Node {
  readonly id: number;
  readonly root: Root;
  readonly parent: Node | undefined;
  readonly op: Op | undefined;
  readonly site: Site | undefined;
  readonly canon: number;
  readonly canonical: Numbered;
  /** What the operations are, whatever they were applied to; made on first use, see shapeOf. */
  shape: Numbered | undefined;
  readonly depth: number;
  /** The same value under the name it had before paths joined (see one-sided.ts); undefined when it has no other. */
  readonly bare: Node | undefined;
  /** All that is left of the value is how large it is. */
  readonly amount: boolean;
  /** It is the name of a file, and stands for what was written to that (see written-files.ts). */
  readonly inFile: boolean;
  /** It came back from another host, to which the value was sent. */
  readonly answered: boolean;
  /** What it was before anything was done to it: a source, or a property of one; undefined for such a node itself. */
  readonly origin: Node | undefined;
  /** What its truth says, made on first use; see presence.ts. */
  presence?: Pred;
  /** Nodes one operation further, by operation; they differ in where it stands. */
  further: ByNumber<Further> | undefined;
}

interface Further {
  readonly site: Site | undefined;
  readonly node: Node;
  /** The same operation elsewhere. */
  next: Further | undefined;
}

/** A chain longer than this keeps its facts but no further operations that only take a value apart or tidy it. */
const MAX_DEPTH = 14;
/** And beyond this none at all; what a value is put into or cleaned by decides what it can do. */
const MAX_TELLING_DEPTH = 22;
/** Beyond that still what it is put into, and what cleans it as a whole; a loop adds neither twice in a row. */
const MAX_DECIDING_DEPTH = 64;

const TIDYING: ReadonlySet<string> = new Set([
  "identity",
  "element",
  "collect",
  "split",
  "string",
  "trim",
  "lower",
  "merge",
]);

const DECIDING: ReadonlySet<string> = new Set([
  "replace",
  "shell-quote",
  "shell-split",
  "path-basename",
  "path-join",
  "path-resolve",
  "realpath",
  "url-encode",
  "url-encode-uri",
  "json",
  "unpack",
  "written",
]);

function maxDepth(op: Op): number {
  if (op.op === "concat") return MAX_DECIDING_DEPTH;
  if (op.op !== "flow" || TIDYING.has(op.flow)) return MAX_DEPTH;
  return DECIDING.has(op.flow) || op.clears !== undefined ? MAX_DECIDING_DEPTH : MAX_TELLING_DEPTH;
}

/** A number for a chain of operations, by what it is a chain of. */
interface Numbered {
  readonly id: number;
  further: ByNumber<Numbered> | undefined;
  /** Keys of facts about it, by number of the fact; see fact.ts. */
  facts: ByNumber<number> | undefined;
}

export class LineageStore {
  private readonly roots = new Map<Root, Node>();
  private readonly bare: Numbered = { id: 0, further: undefined, facts: undefined };
  private readonly propOps = new Map<string, Op>();
  private nextRoot = 1;
  private nextCanon = 1;
  private nextNode = 1;

  newRootId(): number {
    return this.nextRoot++;
  }

  rootNode(root: Root): Node {
    let node = this.roots.get(root);
    if (node === undefined) {
      const canonical: Numbered = { id: this.nextCanon++, further: undefined, facts: undefined };
      node = {
        id: this.nextNode++,
        root,
        parent: undefined,
        op: undefined,
        site: undefined,
        canon: canonical.id,
        canonical,
        shape: this.bare,
        depth: 0,
        bare: undefined,
        amount: false,
        inFile: false,
        answered: false,
        origin: undefined,
        further: undefined,
      };
      this.roots.set(root, node);
    }
    return node;
  }

  /** The node for `op` applied to `parent` at `site`. */
  extend(parent: Node, op: Op, site: Site | undefined): Node {
    if (parent.depth >= MAX_DEPTH && parent.depth >= maxDepth(op)) return parent;
    const id = opId(op);
    const first = parent.further?.get(id);
    let last: Further | undefined;
    for (let p = first; p !== undefined; p = p.next) {
      if (p.site === site) return p.node;
      last = p;
    }
    const node =
      answeredBefore(parent, op, site) ??
      (this.adds(parent, op, id, site) ? this.make(parent, op, id, site) : parent);
    const place: Further = { site, node, next: undefined };
    if (last !== undefined) last.next = place;
    else (parent.further ??= new ByNumber()).set(id, place);
    return node;
  }

  /** The same operation twice in a row in a loop adds nothing. */
  private adds(parent: Node, op: Op, id: number, site: Site | undefined): boolean {
    if (op.op === "prop") return true;
    if (parent.op !== undefined && parent.site === site && opId(parent.op) === id) return false;
    return op.op !== "concat" || !repeats(parent, site);
  }

  prop(parent: Node, name: string, site?: Site): Node {
    let op = this.propOps.get(name);
    if (op === undefined) this.propOps.set(name, (op = { op: "prop", name }));
    return this.extend(parent, op, site);
  }

  /** A root under the name that it has from a join on. */
  joined(root: Node, key: string): Node {
    return this.extend(root, { op: "flow", flow: "identity", label: "", joined: key }, undefined);
  }

  /** An object without some of its properties, under a name that keeps what is known of the others. */
  without(node: Node, names: readonly string[]): Node {
    if (names.length === 0) return node;
    const op: Op = { op: "flow", flow: "identity", label: "", joined: "", without: [...names].sort() };
    return this.extend(node, op, undefined);
  }

  /** `node` with its root replaced by `by`, operations kept. */
  substitute(node: Node, by: Node): Node {
    if (node.parent === undefined) return by;
    const parent = this.substitute(node.parent, by);
    return this.extend(parent, node.op as Op, node.site);
  }

  private make(parent: Node, op: Op, id: number, site: Site | undefined): Node {
    const canonical = this.canonOf(parent, id);
    const bare = this.bareOf(parent, op, site);
    return {
      id: this.nextNode++,
      root: parent.root,
      parent,
      op,
      site,
      canon: canonical.id,
      canonical,
      shape: undefined,
      depth: parent.depth + 1,
      bare,
      amount: parent.amount || (op.op === "flow" && op.flow === "amount"),
      inFile: parent.inFile || (op.op === "flow" && op.flow === "written"),
      answered: parent.answered || (op.op === "flow" && op.flow === "response"),
      origin: originOfNew(parent, op, bare),
      further: undefined,
    };
  }

  private canonOf({ canonical }: Node, op: number): Numbered {
    const known = canonical.further?.get(op);
    if (known !== undefined) return known;
    const next: Numbered = { id: this.nextCanon++, further: undefined, facts: undefined };
    (canonical.further ??= new ByNumber()).set(op, next);
    return next;
  }

  private bareOf(parent: Node, op: Op, site: Site | undefined): Node | undefined {
    if (op.op === "flow" && op.joined !== undefined) return parent.bare ?? parent;
    return parent.bare === undefined ? undefined : this.extend(parent.bare, op, site);
  }
}

function originOfNew(parent: Node, op: Op, bare: Node | undefined): Node | undefined {
  if (bare !== undefined) return bare.origin ?? bare;
  return op.op === "prop" && parent.origin === undefined ? undefined : (parent.origin ?? parent);
}

let shapes = 1;

/** A number that nodes have in common whose operations are the same, whatever they were applied to. */
export function shapeOf(node: Node): number {
  const missing: Node[] = [];
  let n: Node = node;
  for (; n.shape === undefined && n.parent !== undefined; n = n.parent) missing.push(n);
  let shape = n.shape as Numbered;
  for (const each of missing.reverse()) {
    const id = opId(each.op as Op);
    let next: Numbered | undefined = shape.further?.get(id);
    if (next === undefined) {
      next = { id: shapes++, further: undefined, facts: undefined };
      (shape.further ??= new ByNumber()).set(id, next);
    }
    each.shape = shape = next;
  }
  return shape.id;
}

/**
 * What came back in an earlier round of a loop, where the same request is made with something made of it: the
 * answer to one redirect leads to the next, and so on without end.
 */
function answeredBefore(node: Node, op: Op, site: Site | undefined): Node | undefined {
  if (op.op !== "flow" || op.flow !== "response" || !node.answered) return undefined;
  for (let n: Node | undefined = node; n !== undefined; n = n.parent)
    if (n.site === site && n.op?.op === "flow" && n.op.flow === "response") return n;
  return undefined;
}

/** Has the object lost this property on the way, with nothing else done to it since? */
export function lacks(node: Node, name: string): boolean {
  for (let n: Node | undefined = node; n?.op?.op === "flow" && n.op.flow === "identity"; n = n.parent)
    if (n.op.without?.includes(name) === true) return true;
  return false;
}

function repeats(node: Node, site: Site | undefined): boolean {
  for (let n: Node | undefined = node; n !== undefined; n = n.parent)
    if (n.op?.op === "concat" && n.site === site) return true;
  return false;
}

/** Operations from the root to the node, first one first. */
export function chain(node: Node): Node[] {
  const out: Node[] = [];
  for (let n: Node | undefined = node; n !== undefined; n = n.parent) out.push(n);
  return out.reverse();
}
