/**
 * Which headers and properties of a request a value is made of, by the way it took: "authorization" for what
 * came of `request.headers.get("Authorization")`, also where it was handed to other functions.
 */
import { codeOf } from "../ir/code.js";
import { chain, type Node } from "../taint/lineage.js";
import type { Site } from "../taint/site.js";
import type { Summary } from "../taint/summary.js";

const NONE: ReadonlySet<string> = new Set();

export class RequestNames {
  private readonly namesOfNodes = new Map<number, ReadonlySet<string>>();
  private readonly namesOfParams = new Map<string, ReadonlySet<string>>();

  /** The names, lower-case; none when no request reaches the value. */
  of(node: Node): readonly string[] {
    return [...this.namesOf(node)];
  }

  private namesOf(node: Node): ReadonlySet<string> {
    let names = this.namesOfNodes.get(node.id);
    if (names === undefined) {
      this.namesOfNodes.set(node.id, NONE);
      names = this.namesOfRoot(node);
      if (names.size > 0) names = new Set([...names, ...this.ownNames(node)]);
      this.namesOfNodes.set(node.id, names);
    }
    return names;
  }

  private namesOfRoot({ root }: Node): ReadonlySet<string> {
    if (root.kind === "source") {
      if (root.source.kind !== "http-input") return NONE;
      const label = root.source.label.replace(/\(\)$/, "");
      return new Set([label.slice(label.lastIndexOf(".") + 1).toLowerCase()]);
    }
    const owner = root.owner as Summary;
    const key = `${owner.id}.${root.position}`;
    let names = this.namesOfParams.get(key);
    if (names === undefined) {
      this.namesOfParams.set(key, NONE);
      names = new Set((owner.bindings.get(root.position) ?? []).flatMap((b) => [...this.namesOf(b.node)]));
      this.namesOfParams.set(key, names);
    }
    return names;
  }

  private ownNames(node: Node): string[] {
    const out: string[] = [];
    for (const { op, site } of chain(node)) {
      if (op?.op === "prop") out.push(op.name.toLowerCase());
      else if (op?.op === "flow" && op.flow === "element" && site !== undefined)
        out.push(...this.argumentAt(site).map((text) => text.toLowerCase()));
    }
    return out;
  }

  private readonly bySite = new Map<Site, readonly string[]>();
  /** Constant texts among the arguments of the call at a place. */
  private argumentAt(site: Site): readonly string[] {
    let texts = this.bySite.get(site);
    if (texts === undefined) {
      const found: string[] = [];
      for (const fn of site.module.functions) {
        if (fn.span.line > site.span.line || fn.span.endLine < site.span.line) continue;
        for (const block of fn.blocks) {
          for (const instr of block.instrs) {
            if (instr.span !== site.span || instr.op !== "call") continue;
            for (const arg of instr.args) {
              const c = codeOf(site.module, fn).constant(arg.value);
              if (typeof c === "string") found.push(c);
            }
          }
        }
      }
      texts = found;
      this.bySite.set(site, texts);
    }
    return texts;
  }
}
