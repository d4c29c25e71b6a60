/**
 * Evaluates functions of the audited program on given values, as their representation says. Nothing of the program
 * is executed: each instruction is carried out here, so that a function can reach nothing but what it is given, and
 * ends after a number of steps. What is not known (settings, what other calls give) stays unknown; where a condition
 * depends on that, the evaluation is lost.
 */
import type { FunctionIR, Instr, ModuleIR, Temp } from "../ir/types.js";
import { type Activation, elementsOf, functionOf, type Host, valueGiven } from "./instructions.js";
import { loadFrom, storeIn } from "./members.js";
import { Modules, type Resolve } from "./modules.js";
import { callNative } from "./natives.js";
import { takeEffort } from "./patterns.js";
import { Scope } from "./scope.js";
import { bounded, lengthsOf } from "./sizes.js";
import {
  Box,
  Class,
  Closure,
  External,
  Lost,
  lost,
  Method,
  Namespace,
  Raised,
  truth,
  UNKNOWN,
  type Val,
} from "./values.js";

const MAX_DEPTH = 24;
const MAX_CHOICES = 3;

export type Result = { readonly value: Val } | "throws" | "lost";

export class Evaluation implements Host {
  private readonly modules: Modules;
  /** Where it depends on what is not known, which ways are gone, and which have been gone so far. */
  private choices: readonly boolean[] = [];
  private taken: boolean[] = [];
  private left = 0;
  /** Steps that are left for all questions about a program. */
  private total = TOTAL_STEPS;
  /** Tells what was written, or entered, later. */
  private clock = 0;
  private forModules = MODULE_STEPS;
  private depth = 0;

  constructor(resolve: Resolve) {
    this.modules = new Modules(resolve, (module, scope) => this.loaded(module, scope));
  }

  /**
   * What a function gives for these arguments, on each of the ways that it may go where it depends on what is not known.
   * `steps` are for each of them. A way that cannot be told to its end gives "lost", one that throws gives "throws".
   */
  run(module: ModuleIR, fn: FunctionIR, args: readonly Val[], steps: number): readonly Result[] {
    const results: Result[] = [];
    this.choices = [];
    for (;;) {
      this.taken = [];
      results.push(this.way(module, fn, args, steps));
      const last = this.taken.lastIndexOf(false);
      if (last < 0) return results;
      this.choices = [...this.taken.slice(0, last), true];
    }
  }

  private way(module: ModuleIR, fn: FunctionIR, args: readonly Val[], steps: number): Result {
    this.left = steps;
    this.depth = 0;
    try {
      const at = this.scopeAround(module, fn);
      const self = fn.cls === undefined ? undefined : this.receiver(module, fn, at);
      return { value: this.call(new Closure(module, fn, at, self), args) };
    } catch (error) {
      if (error instanceof Raised) return "throws";
      // Too deep for this machine, or too much of something.
      if (error instanceof Lost || error instanceof RangeError) return "lost";
      throw error;
    }
  }

  /** What `this` is in a method: an instance of which only the initialisers have run, or the class. */
  private receiver(module: ModuleIR, fn: FunctionIR, scope: Scope): Val {
    const ir = module.classes[fn.cls ?? -1] ?? lost();
    const cls = this.classOf(module, ir.id, scope, []);
    if (fn.static === true) return cls;
    const box = new Box(cls);
    this.leniently(() => this.initialise(cls, box));
    return box;
  }

  /** The scope that a function stands in: that of its module; what enclosing functions hold is not known. */
  private scopeAround(module: ModuleIR, fn: FunctionIR): Scope {
    if (fn.parent === undefined || fn.parent === 0) return this.modules.scopeOf(module);
    const parent = module.functions[fn.parent] ?? lost();
    return new Scope(parent.parent === undefined ? undefined : this.scopeAround(module, parent));
  }

  /** Evaluates the top level of a module as far as that goes. */
  private loaded(module: ModuleIR, scope: Scope): void {
    const main = module.functions[0];
    const { left, depth } = this;
    this.left = this.forModules;
    if (main !== undefined) this.leniently(() => this.execute(module, main, scope, undefined));
    this.forModules = Math.max(0, this.left);
    this.left = left;
    this.depth = depth;
  }

  /** Did it come to its end? What goes wrong here is no fault of what is asked for. */
  private leniently(run: () => void): boolean {
    const { depth } = this;
    try {
      run();
      return true;
    } catch (error) {
      if (!(error instanceof Lost || error instanceof Raised)) throw error;
      this.depth = depth;
      return false;
    }
  }

  call(callee: Val, args: readonly Val[], names: ReadonlyMap<string, Val> = new Map()): Val {
    if (callee === UNKNOWN) return args.every((arg) => arg === UNKNOWN) ? UNKNOWN : lost();
    if (callee instanceof Class) return this.construct(callee, args, names);
    if (callee instanceof Closure) return this.enter(callee, args, names);
    if (callee instanceof Method || callee instanceof External)
      return callNative(callee, args, names, this.language, (fn, given) => this.call(fn, given));
    return lost();
  }

  private language: ModuleIR["language"] = "javascript";

  private enter(closure: Closure, args: readonly Val[], names: ReadonlyMap<string, Val>): Val {
    const { fn, module } = closure;
    if (fn.generator || this.depth >= MAX_DEPTH) lost();
    const scope = new Scope(closure.scope);
    let next = 0;
    for (const param of fn.params) {
      if (param.rest === "kwargs") scope.vars.set(param.variable, UNKNOWN);
      else if (param.rest === "rest") scope.vars.set(param.variable, args.slice(next));
      else {
        const given = param.keywordOnly === true ? undefined : args[next];
        if (param.keywordOnly !== true) next++;
        scope.vars.set(param.variable, names.has(param.name) ? names.get(param.name) : given);
      }
    }
    return this.execute(module, fn, scope, closure.self);
  }

  private construct(cls: Class, args: readonly Val[], names: ReadonlyMap<string, Val>): Val {
    const box = new Box(cls);
    this.initialise(cls, box);
    const { ctor } = cls.ir;
    const fn = ctor === undefined ? undefined : cls.module.functions[ctor];
    if (fn !== undefined) this.enter(new Closure(cls.module, fn, cls.scope, box), args, names);
    else box.fields.set("message", args[0]);
    return box;
  }

  private initialise(cls: Class, box: Box): void {
    for (const above of cls.supers) if (above instanceof Class) this.initialise(above, box);
    const fn = cls.ir.fieldInit === undefined ? undefined : cls.module.functions[cls.ir.fieldInit];
    if (fn !== undefined) this.execute(cls.module, fn, cls.scope, box);
  }

  classOf(module: ModuleIR, id: number, scope: Scope, supers: readonly Val[]): Class {
    const cls = new Class(module, module.classes[id] ?? lost(), scope, supers);
    const fn = cls.ir.staticInit === undefined ? undefined : module.functions[cls.ir.staticInit];
    if (fn !== undefined) this.leniently(() => this.execute(module, fn, scope, cls));
    return cls;
  }

  private execute(module: ModuleIR, fn: FunctionIR, scope: Scope, self: Val): Val {
    const before = this.language;
    this.language = module.language;
    this.depth++;
    const a: Activation = {
      module,
      fn,
      // The variables of the module's own code are those of its scope.
      scope,
      self,
      temps: [],
      written: [],
      iterators: new Map(),
      entered: [],
      caught: undefined,
    };
    try {
      return this.blocks(a);
    } finally {
      this.depth--;
      this.language = before;
    }
  }

  private blocks(a: Activation): Val {
    let id = 0;
    for (;;) {
      const block = a.fn.blocks[id] ?? lost();
      a.entered[id] = ++this.clock;
      try {
        for (const instr of block.instrs)
          if (a.fn.kind === "module") this.topLevel(a, instr);
          else this.step(a, instr);
        const { term } = block;
        if (term.op === "jump") id = term.to;
        else if (term.op === "branch")
          id = this.isTaken(a, term.cond, block.instrs) ? term.then : term.otherwise;
        else if (term.op === "return") return term.src === undefined ? undefined : a.temps[term.src];
        else if (term.op === "throw") throw new Raised(term.src === undefined ? a.caught : a.temps[term.src]);
        else return lost();
        this.take(1);
      } catch (error) {
        if (!(error instanceof Raised) || block.handler === undefined) throw error;
        a.caught = error.value;
        id = block.handler;
      }
    }
  }

  /** Most of what a module does when it is loaded is no business of its checks: what is not known there stays so. */
  private topLevel(a: Activation, instr: Instr): void {
    const { left } = this;
    this.left = Math.min(left, STATEMENT_STEPS);
    const given = this.left;
    if (!this.leniently(() => this.step(a, instr)) && "dst" in instr) this.set(a, instr.dst, UNKNOWN);
    this.left = left - (given - this.left);
  }

  private isTaken(a: Activation, cond: Temp, instrs: readonly Instr[]): boolean {
    const last = instrs.at(-1);
    // At the head of a loop it is asked whether there is one more.
    if (last?.op === "iterate" && last.dst === cond) return a.temps[cond] !== END;
    const known = truth(a.temps[cond], this.language === "python");
    if (known !== undefined) return known;
    // Without the settings of whoever runs it, where it is loaded.
    if (a.fn.kind === "module") return false;
    const at = this.taken.length;
    if (at >= MAX_CHOICES) return lost();
    const choice = this.choices[at] ?? false;
    this.taken.push(choice);
    return choice;
  }

  private take(steps: number): void {
    this.left -= steps;
    this.total -= steps;
    if (this.left < 0 || this.total < 0) lost();
  }

  private set(a: Activation, temp: Temp, value: Val): void {
    a.temps[temp] = value;
    a.written[temp] = ++this.clock;
  }

  private step(a: Activation, instr: Instr): void {
    this.take(1);
    const t = a.temps;
    switch (instr.op) {
      case "setvar":
        a.scope.write(instr.ref, t[instr.src]);
        return;
      case "store":
        storeIn(t[instr.obj], instr.key, t[instr.src]);
        return;
      case "storei":
        storeIn(t[instr.obj], t[instr.key], t[instr.src]);
        return;
      case "setglobal":
        return;
      case "reexport": {
        const given = t[instr.src];
        const from = given instanceof Namespace ? this.exportsOf(given.module) : given;
        const exports = this.exportsOf(a.module);
        if (from instanceof Box) for (const [key, value] of from.fields) exports.fields.set(key, value);
        return;
      }
      case "iterate":
        this.set(a, instr.dst, this.next(a, instr));
        return;
      default:
        this.set(a, instr.dst, bounded(valueGiven(this, a, instr)));
    }
  }

  /** The next element of what a loop goes over; END behind the last one. */
  private next(a: Activation, instr: Extract<Instr, { op: "iterate" }>): Val {
    const at = a.written[instr.src] ?? 0;
    let known = a.iterators.get(instr);
    if (known?.at !== at) {
      known = { at, left: elementsOf(a.temps[instr.src], instr.of, this.language)[Symbol.iterator]() };
      a.iterators.set(instr, known);
    }
    const { done, value } = known.left.next();
    return done === true ? END : value;
  }

  imported(from: ModuleIR, specifier: string | undefined): Val {
    return this.modules.imported(from, specifier);
  }

  exportsOf(module: ModuleIR): Box {
    return this.modules.exportsOf(module);
  }

  load(given: Val, key: Val, item: boolean): Val {
    const obj = given instanceof Namespace ? this.exportsOf(given.module) : given;
    if (obj instanceof Box && obj.of instanceof Class && !obj.fields.has(key))
      return this.member(obj.of, key, obj);
    if (obj instanceof Class) return obj.statics.has(key) ? obj.statics.get(key) : this.member(obj, key, obj);
    return loadFrom(obj, key, item, this.language);
  }

  /** A method of a class or of one that it extends; a getter is asked. Fields that nothing known wrote are not known. */
  private member(cls: Class, key: Val, self: Val): Val {
    const found = cls.ir.members.find(({ name, kind }) => name === key && kind !== "setter");
    if (found !== undefined) {
      const method = new Closure(cls.module, functionOf(cls.module, found.fn), cls.scope, self);
      return found.kind === "getter" ? this.call(method, []) : method;
    }
    if (cls.statics.has(key)) return cls.statics.get(key);
    for (const above of cls.supers) if (above instanceof Class) return this.member(above, key, self);
    return UNKNOWN;
  }

  calling(a: Activation, instr: Extract<Instr, { op: "call" }>): Val {
    if (instr.isTagged === true) return lost();
    const t = a.temps;
    const args: Val[] = [];
    const names = new Map<string, Val>();
    for (const { value, spread, name, kwSpread } of instr.args) {
      const v = t[value];
      if (kwSpread === true) return lost();
      if (spread === true) args.push(...elementsOf(v, "values", this.language));
      else if (name !== undefined) names.set(name, v);
      else args.push(v);
    }
    const callee = t[instr.callee];
    // What a program says to others about a value changes nothing of it.
    if (instr.dropped === true && instr.method !== undefined && (callee === UNKNOWN || isForeign(callee)))
      return UNKNOWN;
    const result = this.call(callee, args, names);
    if (callee instanceof Method || callee instanceof External)
      this.take(
        takeEffort() + lengthsOf(callee instanceof Method ? [callee.on, ...args, result] : [...args, result]),
      );
    return result;
  }
}

const TOTAL_STEPS = 3_000_000;
/** Steps for the top level of all modules, and for one instruction there. */
const MODULE_STEPS = 500_000;
const STATEMENT_STEPS = 10_000;

const END = new External("%end");
const isForeign = (callee: Val): boolean =>
  callee instanceof External || (callee instanceof Method && callee.on instanceof External);
