/** Headers that a program reads, and whether those who read them refuse anybody: callers, hosts, addresses. */
import { codeOf } from "../ir/code.js";
import type { FunctionIR, ModuleIR } from "../ir/types.js";
import { lazily } from "../taint/lazily.js";
import { letsForeignHosts } from "./foreign-hosts.js";
import { findHeaderReads, type HeaderRead } from "./headers.js";
import { asksOnOtherPaths } from "./other-paths.js";
import { isNeverRequired } from "./refusals.js";
import { isCheck } from "./written-checks.js";

export class HeaderChecks {
  private found: readonly HeaderRead[] | undefined;
  private readonly foreign = new Map<FunctionIR, boolean>();

  constructor(private readonly modules: readonly ModuleIR[]) {}

  readonly modulesOf = lazily(
    () => new Map(this.modules.flatMap((m) => m.functions.map((fn) => [fn, m] as const))),
  );

  /** All reads, wherever they stand. */
  get reads(): readonly HeaderRead[] {
    this.found ??= findHeaderReads(this.modules);
    return this.found;
  }

  /** Is somebody refused for the header, on the way to MCP? A header that nobody is refused for does not tell callers apart. */
  isRequired(read: HeaderRead, way: ReadonlySet<FunctionIR>, paths: readonly string[] = []): boolean {
    if (asksOnOtherPaths(codeOf(read.module, read.fn), paths)) return false;
    return !isNeverRequired(read, way, (fn) => this.modulesOf().get(fn));
  }

  /** Is Host or Origin compared with something, whatever follows from that? */
  comparesHosts(): boolean {
    return this.reads.some((read) => read.kind !== "auth" && read.uses.some((use) => isCheck(read, use)));
  }

  /** Is the header looked at by a function that lets foreign hosts pass? */
  letsForeign({ module, fn }: HeaderRead): boolean {
    let lets = this.foreign.get(fn);
    if (lets === undefined) {
      const own = new Set<unknown>(
        this.reads.filter((read) => read.fn === fn && read.kind !== "auth").map((read) => read.instr),
      );
      lets = letsForeignHosts(codeOf(module, fn), (instr) => own.has(instr));
      this.foreign.set(fn, lets);
    }
    return lets;
  }
}
