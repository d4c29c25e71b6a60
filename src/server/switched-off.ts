/**
 * Checks of callers that are off until the operator configures something.
 *
 *   if (!TOKEN) return next();                               nobody is refused without the variable
 *   if (TOKEN && header !== TOKEN) return deny(res);         neither here
 *   if (TOKEN) app.use(requireToken);                        the check is not even there
 *   if (TOKEN && header === TOKEN) return next(); deny(res)  everybody is refused: this one is on
 *
 * In: the modules. Out: whether a function that refuses callers refuses nobody when nothing is configured.
 */
import { codeOf, type FunctionCode } from "../ir/code.js";
import type { FunctionIR, ModuleIR, Span } from "../ir/types.js";
import { Unconfigured } from "./unconfigured.js";
import { Ways } from "./ways.js";

const MAX_HEIGHT = 3;
const MAX_CALLERS = 12;

export class SwitchedOff {
  private readonly unconfigured: Unconfigured;
  private readonly known = new Map<FunctionIR, boolean | undefined>();

  constructor(modules: readonly ModuleIR[]) {
    this.unconfigured = new Unconfigured(modules);
  }

  /** Is a check in this function, or one that asks it, off? The span is that of what looks at the caller. */
  check(module: ModuleIR, fn: FunctionIR, span?: Span): boolean {
    const code = codeOf(module, fn);
    const own = this.guard(code);
    if (own !== undefined) return own;
    if (span !== undefined && this.leavesOut(code, span)) return true;
    return this.asked(code, 0) === true;
  }

  /** Does the function never come to a call when nothing is configured, and go on with what follows? */
  leavesOut(code: FunctionCode, span: Span): boolean {
    if (!code.fn.blocks.some(({ term }) => term.op === "branch")) return false;
    const ways = new Ways(code);
    const block = code.fn.blocks.findIndex(({ instrs }) => instrs.some((instr) => instr.span === span));
    if (block < 0) return false;
    if (!ways.all().has(block)) return false;
    const left = ways.all((t) => this.unconfigured.answer(code, t, true));
    return !left.has(block) && [...left].some((id) => code.fn.blocks[id]?.term.op === "return");
  }

  /** Of those who call it, and of functions written inside. */
  private asked(code: FunctionCode, height: number): boolean | undefined {
    const { fn, module } = code;
    const inner = this.inside(module, fn)
      .map((each) => this.guard(codeOf(module, each)))
      .filter((each) => each !== undefined);
    if (inner.length > 0) return inner.every((each) => each);
    if (fn.name === "" || height >= MAX_HEIGHT) return undefined;
    const callers = new Set(this.unconfigured.all.callsOf(fn.name).map(([caller]) => caller));
    if (callers.size === 0 || callers.size > MAX_CALLERS) return undefined;
    const judged = [...callers]
      .filter((caller) => caller !== code)
      .map((caller) => this.guard(caller) ?? this.asked(caller, height + 1));
    const said = judged.filter((each) => each !== undefined);
    return said.length === 0 ? undefined : said.every((each) => each);
  }

  private readonly byParent = new Map<ModuleIR, Map<number, FunctionIR[]>>();
  /** The functions written inside of one. */
  private inside(module: ModuleIR, { id }: FunctionIR): readonly FunctionIR[] {
    let all = this.byParent.get(module);
    if (all === undefined) {
      this.byParent.set(module, (all = new Map()));
      for (const fn of module.functions) {
        if (fn.parent === undefined) continue;
        const known = all.get(fn.parent);
        if (known === undefined) all.set(fn.parent, [fn]);
        else known.push(fn);
      }
    }
    return all.get(id) ?? [];
  }

  /** Of a function that refuses callers itself; undefined for one that refuses nobody. */
  private guard(code: FunctionCode): boolean | undefined {
    const { fn } = code;
    if (!this.known.has(fn)) {
      this.known.set(fn, undefined);
      this.known.set(fn, this.judge(code));
    }
    return this.known.get(fn);
  }

  private judge(code: FunctionCode): boolean | undefined {
    const { blocks } = code.fn;
    const ways = new Ways(code);
    const refuses = (reached: ReadonlySet<number>): boolean =>
      [...reached].some((id) => ways.denials.has(id) || blocks[id]?.term.op === "throw");
    const all = ways.all();
    if (!refuses(all)) return undefined;
    const left = ways.all((t) => this.unconfigured.answer(code, t));
    if (left.size === all.size || refuses(left)) return false;
    return ways.passing.size > 0
      ? [...left].some((id) => ways.passing.has(id))
      : [...left].some((id) => blocks[id]?.term.op === "return");
  }
}
