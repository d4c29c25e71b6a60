/**
 * Branches on the Host or Origin header, as the engine saw them: which of them let only known hosts in.
 */
import type { Node } from "../taint/lineage.js";
import type { Machine } from "../taint/machine.js";
import type { BranchRecord } from "../taint/record.js";
import type { Site } from "../taint/site.js";

export class HostBranches {
  constructor(
    private readonly m: Machine,
    /** Request headers that a value is made of. */
    private readonly headersOf: (node: Node) => readonly string[],
  ) {}

  /** Where the Origin header is compared with the Host header. */
  againstEachOther(): readonly Site[] {
    const weak = this.all().filter((branch) => !this.sound(branch) && this.againstRequest(branch));
    return [...new Set(weak.map((branch) => branch.fact.site))];
  }

  private hosts: readonly BranchRecord[] | undefined;
  private all(): readonly BranchRecord[] {
    this.hosts ??= this.m.seen
      .branches()
      .filter((b) => this.headersOf(b.node).some((h) => h === "host" || h === "origin"));
    return this.hosts;
  }

  /** Is a look at Host or Origin known to lead to no check that holds? */
  isWeak(): boolean {
    const branches = this.all();
    return (
      branches.length > 0 &&
      !branches.some((b) => this.sound(b)) &&
      branches.some((b) => this.againstRequest(b))
    );
  }

  private sound(branch: BranchRecord): boolean {
    const { fact } = branch;
    if (this.againstRequest(branch)) return false;
    switch (fact.test) {
      case "in-set":
      case "prefix":
      case "suffix":
      case "full-matches":
      case "start-matches":
        return true;
      case "equals":
        return (
          fact.text === undefined || fact.text.some((t) => t !== "" && t !== "undefined" && t !== "null")
        );
      case "matches":
        return fact.regex === undefined || fact.regex.source.startsWith("^");
      default:
        return false;
    }
  }

  private againstRequest(branch: BranchRecord): boolean {
    return (branch.fact.against?.taints ?? []).some((node) => this.headersOf(node).length > 0);
  }
}
