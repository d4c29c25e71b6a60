/**
 * Abstract objects, each made once.
 *
 * An object is identified by where it is made and by the summary (calling context) that makes it. What it holds is
 * the heap's (heap.ts).
 */
import type { ClassIR, FunctionIR, ModuleIR, TypeRef } from "../ir/types.js";
import type { Site } from "./site.js";
import {
  BOTTOM,
  type Cell,
  type ClassObj,
  type DataObj,
  type ExtObj,
  type FnObj,
  type InstanceObj,
  type NamespaceObj,
  type Obj,
  plain,
  type RegexObj,
  type ScopeObj,
  type SuperObj,
  type TypedObj,
  type Value,
} from "./values.js";

const MANY_OBJECTS = 40_000;

/** Makes objects; the same request gives the same object. */
export class Objects {
  private nextId = 1;
  private readonly interned = new Map<string, Obj>();
  private readonly dataAt = new Map<number, Map<number, DataObj>>();
  private readonly fnsIn = new Map<ScopeObj, Map<number, FnObj>>();
  private readonly exts = new Map<string, ExtObj>();
  private readonly made: Obj[] = [];
  /** Set while the definitions of tools are gathered: calls, and what they make, are told apart in more detail. */
  enumerating = false;

  private base(site: Site | undefined) {
    return { id: this.nextId++, cells: new Map<string, Cell>(), site, holdsFunction: false };
  }

  private intern<T extends Obj>(key: string, make: () => T): T {
    let obj = this.interned.get(key) as T | undefined;
    if (obj === undefined) {
      obj = make();
      this.interned.set(key, obj);
    }
    return obj;
  }

  scope(key: string, module: ModuleIR, fn: FunctionIR, parent: ScopeObj | undefined): ScopeObj {
    return this.intern(`s${key}`, () => ({
      ...this.base(undefined),
      kind: "scope",
      module,
      fn,
      parent,
      self: BOTTOM,
    }));
  }

  fn(module: ModuleIR, fn: FunctionIR, env: ScopeObj, owner?: ClassObj): FnObj {
    let byFn = this.fnsIn.get(env);
    if (byFn === undefined) this.fnsIn.set(env, (byFn = new Map()));
    const key = fn.id + (owner === undefined ? 0 : 0.5);
    let obj = byFn.get(key);
    if (obj === undefined || obj.owner !== owner) {
      obj = { ...this.base(undefined), kind: "fn", module, fn, env, ...(owner ? { owner } : {}) };
      byFn.set(key, obj);
    }
    return obj;
  }

  /** The functions that were made of a nested one, each in what is around it. */
  closuresOf(fn: FunctionIR, outer: FunctionIR): readonly FnObj[] {
    const out: FnObj[] = [];
    for (const [env, byFn] of this.fnsIn) {
      const made = env.fn === outer ? byFn.get(fn.id) : undefined;
      if (made?.fn === fn) out.push(made);
    }
    return out;
  }

  /** `fn` with receiver or leading arguments fixed, as made at `site`. */
  boundFn(
    site: Site,
    context: number,
    fn: FnObj,
    self: Value | undefined,
    bound: readonly Value[],
    names?: ReadonlyMap<string, Value>,
  ): FnObj {
    const key = `b${site.id}.${context}.${fn.id}.${self?.refs.map((r) => r.id).join(",") ?? ""}`;
    const made = this.intern<FnObj>(key, () => ({
      ...this.base(site),
      kind: "fn",
      module: fn.module,
      fn: fn.fn,
      env: fn.env,
      ...(fn.owner ? { owner: fn.owner } : {}),
      ...((self ?? fn.self) ? { self: plain((self ?? fn.self) as Value) } : {}),
      bound: [...(fn.bound ?? []), ...bound.map(plain)],
      ...(names || fn.boundNames
        ? { boundNames: new Map([...(fn.boundNames ?? []), ...(names ?? [])]) }
        : {}),
    }));
    return made;
  }

  cls(module: ModuleIR, cls: ClassIR, env: ScopeObj): ClassObj {
    return this.intern(`c${env.id}.${cls.id}`, () => ({
      ...this.base(undefined),
      kind: "class",
      module,
      cls,
      env,
      supers: [],
      members: new Map<string, FnObj>(),
    }));
  }

  instance(site: Site | undefined, context: number | string, cls: ClassObj): InstanceObj {
    return this.intern(`i${site?.id ?? 0}.${context}.${cls.id}`, () => ({
      ...this.base(site),
      kind: "instance",
      cls,
    }));
  }

  data(kind: "object" | "array", site: Site, given: number | string): DataObj {
    if (typeof given !== "number")
      return this.intern(`d${kind}${site.id}.${given}`, () => ({ ...this.base(site), kind, length: 0 }));
    const at = site.id * 2 + (kind === "array" ? 1 : 0);
    let byContext = this.dataAt.get(at);
    if (byContext === undefined) this.dataAt.set(at, (byContext = new Map()));
    // Past a certain number of objects, contexts are no longer told apart; what a module has made stays what it is.
    const merged = this.nextId > MANY_OBJECTS && !this.enumerating && !byContext.has(given);
    const context = merged ? 0 : given;
    let obj = byContext.get(context);
    if (obj === undefined) {
      obj = { ...this.base(site), kind, length: 0 };
      byContext.set(context, obj);
      this.made.push(obj);
    }
    return obj;
  }

  namespace(key: string, module: ModuleIR | undefined, dotted: string, from: string): NamespaceObj {
    return this.intern(`n${key}`, () => ({
      ...this.base(undefined),
      kind: "namespace",
      module,
      dotted,
      from,
    }));
  }

  ext(path: string): ExtObj {
    let obj = this.exts.get(path);
    if (obj === undefined) {
      obj = { ...this.base(undefined), kind: "ext", path, call: undefined };
      this.exts.set(path, obj);
    }
    return obj;
  }

  /** Result of an external call at a site, which remembers its arguments. */
  extCall(path: string, site: Site, given: number | string, callee: string, self: Value | undefined): ExtObj {
    const context = this.nextId > MANY_OBJECTS ? 0 : given;
    return this.intern(`x${site.id}.${context}.${path}`, () => ({
      ...this.base(site),
      kind: "ext",
      path,
      call: { callee, self, args: [], names: new Map() },
    }));
  }

  boundExt(site: Site, ext: ExtObj, bound: readonly Value[], context = 0): ExtObj {
    return this.intern(`y${site.id}.${context}.${ext.id}`, () => ({
      ...this.base(site),
      kind: "ext",
      path: ext.path,
      call: ext.call,
      bound: [...(ext.bound ?? []), ...bound.map(plain)],
    }));
  }

  /** A library's method with the object that it was read from. */
  methodOf(site: Site, ext: ExtObj, receiver: Value): ExtObj {
    return this.intern(`yr${site.id}.${ext.id}`, () => ({
      ...this.base(site),
      kind: "ext",
      path: ext.path,
      call: ext.call,
      receiver: plain(receiver),
    }));
  }

  regex(source: string, flags: string): RegexObj {
    return this.intern(`r${flags}/${source}`, () => ({
      ...this.base(undefined),
      kind: "regex",
      source,
      flags,
    }));
  }

  typed(module: ModuleIR, type: TypeRef): TypedObj {
    const key = `t${module.path}|${type.import?.specifier ?? ""}|${type.import?.imported ?? ""}|${type.name}|${type.fields ? JSON.stringify(Object.keys(type.fields)) : ""}`;
    return this.intern(key, () => ({ ...this.base(undefined), kind: "typed", module, type }));
  }

  /** A type as written, with its arguments: what a schema reader looks at, never a value of the program. */
  described(module: ModuleIR, type: TypeRef): TypedObj {
    return this.intern(`T${module.path}|${JSON.stringify(type)}`, () => ({
      ...this.base(undefined),
      kind: "typed",
      module,
      type,
    }));
  }

  superOf(site: Site, cls: ClassObj, self: Value): SuperObj {
    return this.intern(`u${site.id}.${cls.id}.${self.refs.map((r) => r.id).join(",")}`, () => ({
      ...this.base(undefined),
      kind: "super",
      supers: cls.supers,
      self: plain(self),
    }));
  }

  /** Stands for a name that is gone over, to keep apart what belongs to each. */
  nameTag(name: string): NamespaceObj {
    return this.namespace(`%name:${name}`, undefined, name, "");
  }

  /** All objects made so far, in the order they were made. */
  objects(): Iterable<Obj> {
    return [...this.made, ...this.interned.values()].sort((a, b) => a.id - b.id);
  }
}
