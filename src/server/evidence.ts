/**
 * What a program shows of protection: that callers are told apart, that foreign hosts are refused, that
 * requests are limited. Evidence counts wherever it stands: a helper of a library, a provider, a header
 * that is looked at by hand, a name that says so on the way to the route.
 *
 * The question is asked of the functions in front of a route where these are known, and of the whole
 * program where they are not.
 */
import { codeOf } from "../ir/code.js";
import type { FunctionIR, ModuleIR, Span } from "../ir/types.js";
import type { Node } from "../taint/lineage.js";
import { lastName, type Machine } from "../taint/machine.js";
import type { Site } from "../taint/site.js";
import { asksWhoCalls, isAuthName, short } from "./auth-names.js";
import { HeaderChecks } from "./header-checks.js";
import type { HeaderRead } from "./headers.js";
import { HostBranches } from "./host-branches.js";
import { type LetsIn, Peers } from "./peers.js";
import { onlyPassesOn } from "./refusals.js";
import type { Standing } from "./releases.js";
import { RequestNames } from "./request-names.js";
import type { Route } from "./routes.js";
import { type HostingCall, isGiven, isOn, mayBeOff, type SeenCalls } from "./seen.js";
import { SwitchedOff } from "./switched-off.js";
import { dependenciesOf, isCheck, type SpokenOf, setsAuthLater, spokenOf } from "./written-checks.js";

export interface Evidence {
  readonly site: Site;
  /** What it is, for people: "`requireBearerAuth()`", "reads the header `authorization`". */
  readonly text: string;
  /** It is off unless something is configured. */
  readonly optional: boolean;
  /** A default of a library that nobody asked for. */
  readonly implied?: boolean;
  /** It holds in some releases only: which one the tree gets. */
  readonly standing?: Standing;
}

/** Where evidence is looked for: on the way to certain routes, or everywhere. */
export type Scope = OnTheWay | "program";

export interface OnTheWay {
  /** What runs before and in the routes' handlers. */
  readonly functions: ReadonlySet<FunctionIR>;
  /** The handlers themselves and what they call directly: here a name is enough. */
  readonly near: ReadonlySet<FunctionIR>;
  /** Access paths of middleware and other things from outside. */
  readonly external: ReadonlySet<string>;
  /** Paths on which MCP is served, as far as they are known. */
  readonly paths?: readonly string[];
  /** Functions that are put in front only where something is configured. */
  readonly optional?: ReadonlySet<FunctionIR>;
  /** The call that opens the port: what it is told holds for all that is behind. */
  readonly opened?: Site;
  /** Where the transports were made that the handlers use: what these are told holds for what they are given. */
  readonly carriers?: ReadonlySet<Site>;
}

const NOBODY: ReadonlySet<FunctionIR> = new Set();

export class EvidenceFinder {
  readonly headers: HeaderChecks;
  private readonly off: SwitchedOff;

  constructor(
    private readonly m: Machine,
    private readonly modules: readonly ModuleIR[],
    private readonly calls: SeenCalls,
  ) {
    this.headers = new HeaderChecks(modules);
    this.off = new SwitchedOff(modules);
    this.branches = new HostBranches(m, (node) => this.headersOf(node));
  }

  headerReads(): readonly HeaderRead[] {
    return this.headers.reads;
  }

  auth(scope: Scope): readonly Evidence[] {
    const out = this.fromRows("auth", scope);
    const switched = this.optionalFunctions();
    for (const read of this.headerReads()) {
      if (
        read.kind === "auth" &&
        within(scope, read.fn) &&
        !switched.has(read.fn) &&
        (scope === "program" || this.headers.isRequired(read, scope.functions, scope.paths))
      )
        out.push({
          site: this.m.site(read.module, read.instr.span),
          text: `reads \`${read.name}\``,
          optional: this.mayBeOff(scope, read.module, read.fn, read.instr),
        });
    }
    this.peers(scope, "listed", out);
    if (scope === "program") {
      const { auth } = this.literals();
      if (auth !== undefined) out.push({ site: auth, text: "speaks of OAuth", optional: false });
    } else {
      for (const fn of scope.near) {
        if (isAuthName(fn.name)) this.named(scope, fn, out);
        this.dependencies(fn, out);
      }
      for (const call of this.calls.all) {
        // What a package without a model makes is put in front of the route by its result.
        const near = scope.near.has(call.fn) || scope.external.has(`${call.path}()`);
        if (near && isAuthName(lastName(call.path)))
          out.push({
            site: call.site,
            text: `calls \`${call.path}\``,
            optional: this.mayBeOff(scope, call.site.module, call.fn, call.site),
          });
      }
    }
    return out;
  }

  /** Is everybody refused who does not call from this machine? */
  onlyThisMachine(scope: Scope): boolean {
    const out: Evidence[] = [];
    this.peers(scope, "this-machine", out);
    return out.some((each) => !each.optional);
  }

  private readonly peersOf = new Peers();
  /** Checks of the address that a request comes from. */
  private peers(scope: Scope, who: LetsIn, out: Evidence[]): void {
    for (const fn of scope === "program" ? NOBODY : scope.functions) {
      const module = this.headers.modulesOf().get(fn);
      if (module !== undefined && this.peersOf.letIn(module, fn) === who)
        out.push({
          site: this.m.site(module, fn.span),
          text: "looks at the address of the caller",
          optional: this.mayBeOff(scope, module, fn),
        });
    }
  }

  private later: boolean | undefined;
  /** Is authentication given to some server object after it was made: `server._token_verifier = ...`? */
  setLater(): boolean {
    this.later ??= setsAuthLater(this.modules);
    return this.later;
  }

  /** Functions that are handed over as authentication only where something is configured. */
  private optionalFunctions(): ReadonlySet<FunctionIR> {
    return new Set(
      this.calls
        .hosting("auth")
        .flatMap(({ value }) =>
          value !== undefined && mayBeOff(value)
            ? value.refs.flatMap((r) => (r.kind === "fn" ? [r.fn] : []))
            : [],
        ),
    );
  }

  /** Parameters that a framework fills by asking somebody who knows the caller. */
  private dependencies(fn: FunctionIR, out: Evidence[]): void {
    const module = this.headers.modulesOf().get(fn);
    if (module === undefined) return;
    for (const { span, asked } of dependenciesOf(module, fn)) {
      const reads = this.headerReads().some(
        (read) => read.kind === "auth" && read.module === module && read.fn.name === asked,
      );
      if (reads || asksWhoCalls(asked))
        out.push({
          site: this.m.site(module, span),
          text: `depends on \`${asked}\``,
          optional: this.dependencyMayBeOff(asked),
        });
    }
  }

  /** Is what a parameter depends on the program's own, and off? */
  private dependencyMayBeOff(asked: string): boolean {
    const own = [...this.headers.modulesOf()].filter(([fn]) => fn.name === asked);
    return own.length > 0 && own.every(([fn, module]) => this.off.check(module, fn));
  }

  /** Is something put in front of the routes only where it is configured? */
  isLeftOut({ site, addedBy }: Route): boolean {
    return addedBy !== undefined && this.off.leavesOut(codeOf(site.module, addedBy), site.span);
  }

  /** Is a check off until something is configured? Where it stands, or where it is put in front. */
  private mayBeOff(scope: Scope, module: ModuleIR, fn: FunctionIR, at?: { readonly span: Span }): boolean {
    if (scope !== "program" && scope.optional?.has(fn) === true) return true;
    return this.off.check(module, fn, at?.span);
  }

  private named(scope: Scope, fn: FunctionIR, out: Evidence[]): void {
    const module = this.headers.modulesOf().get(fn);
    if (module !== undefined && !onlyPassesOn(module, fn))
      out.push({
        site: this.m.site(module, fn.span),
        text: `\`${fn.name}()\` stands in front`,
        optional: this.mayBeOff(scope, module, fn),
      });
  }

  /** Checks of the Host or Origin header that hold. */
  hostCheck(scope: Scope): readonly Evidence[] {
    const out = this.fromRows("host-check", scope);
    const weak = this.branches.isWeak()
      ? new Set(this.headerReads().flatMap((r) => (r.kind === "auth" ? [] : [r.fn])))
      : NOBODY;
    for (const read of this.headerReads()) {
      if (read.kind === "auth" || !within(scope, read.fn) || weak.has(read.fn)) continue;
      if (this.headers.letsForeign(read)) continue;
      if (read.uses.some((use) => isCheck(read, use)))
        out.push({
          site: this.m.site(read.module, read.instr.span),
          text: `checks \`${read.name}\``,
          optional: false,
        });
    }
    return out;
  }

  /** The Origin header compared with the Host header: both come from the same request. */
  originAgainstHost(): readonly Evidence[] {
    return this.branches.againstEachOther().map((site) => ({
      site,
      text: "the Origin header is compared with the Host header",
      optional: false,
    }));
  }

  private readonly names = new RequestNames();
  private readonly branches: HostBranches;
  /** Request headers and properties that a value is made of, lower-case; none when no request reaches it. */
  headersOf(node: Node): readonly string[] {
    return this.names.of(node);
  }

  rateLimit(): readonly Evidence[] {
    const out = this.fromRows("rate-limit", "program");
    const { limit } = this.literals();
    if (limit !== undefined) out.push({ site: limit, text: "limits requests", optional: false });
    return out;
  }

  private fromRows(does: "auth" | "host-check" | "rate-limit", scope: Scope): Evidence[] {
    const out: Evidence[] = [];
    for (const each of this.calls.hosting(does)) {
      const { call, row, value } = each;
      if (row.at !== undefined && (value === undefined || !isOn(value))) continue;
      if (row.implied === true && this.decides(each)) continue;
      if (scope !== "program" && !this.touches(scope, each)) continue;
      out.push({
        site: call.site,
        text: `\`${short(call.path)}()\``,
        optional:
          (value !== undefined && mayBeOff(value)) ||
          (does === "auth" && this.mayBeOff(scope, call.site.module, call.fn, call.site)),
        ...(row.implied === true ? { implied: true } : {}),
        ...(each.standing === undefined ? {} : { standing: each.standing }),
      });
    }
    return out;
  }

  /** Does the program itself say what the library would do by default? */
  private decides({ call, row }: HostingCall): boolean {
    return (this.calls.model(call)?.hosting ?? []).some(
      (other) =>
        other !== row &&
        other.does === row.does &&
        other.at !== undefined &&
        this.calls.first(call, other.at, isGiven) !== undefined,
    );
  }

  private touches(scope: Exclude<Scope, "program">, { call }: HostingCall): boolean {
    return (
      scope.opened === call.site ||
      scope.carriers?.has(call.site) === true ||
      scope.functions.has(call.fn) ||
      scope.external.has(`${call.path}()`) ||
      scope.external.has(call.path)
    );
  }

  private texts: SpokenOf | undefined;
  /** Names and constant texts of the whole program that speak of authentication or limits. */
  private literals(): SpokenOf {
    this.texts ??= spokenOf(this.modules, (module, span) => this.m.site(module, span));
    return this.texts;
  }
}

function within(scope: Scope, fn: FunctionIR): boolean {
  return scope === "program" || scope.functions.has(fn);
}
