/**
 * What the commands of a program's own command line do.
 *
 * A package that has a server often has a command line as well, and what that does is several times as much code. It
 * is run because one of its commands may be what registers the tools and starts the server. Once commands have used
 * their share of the budget, the others wait until the handlers are done: it is these that requests get to.
 */
import type { CallModel } from "../models/call-model.js";
import type { Machine } from "./machine.js";
import type { FnObj, Value } from "./values.js";

/** What commands may use of the budget before any handler is run. */
const SHARE = 0.1;
/** What may be used when those that waited have run: the rest is for what they register. */
const SHARE_LATER = 0.9;

export class Commands {
  /** Is it a function that starts a server or registers something by itself? It does not wait. */
  atOnce: (fn: FnObj) => boolean = () => false;
  private readonly waiting = new Map<string, () => void>();
  private spent = 0;
  private running = false;

  /** Runs what is done for a command, or keeps it for later. The same command under the same `key` is kept once. */
  run(m: Machine, cb: Value, key: string, run: () => void): void {
    if (this.running || cb.refs.some((r) => r.kind === "fn" && this.atOnce(r))) {
      run();
      return;
    }
    const most = m.limits.instructions * SHARE - this.spent;
    if (most > 0 && this.untilDone(m, m.steps + most, run)) this.waiting.delete(key);
    else this.waiting.set(key, run);
  }

  /** Runs those that were kept, as far as the budget goes; says whether there was any. */
  runWaiting(m: Machine): boolean {
    const any = this.waiting.size > 0;
    for (const [key, run] of this.waiting)
      if (this.untilDone(m, m.limits.instructions * SHARE_LATER, run)) this.waiting.delete(key);
    return any;
  }

  /** Were some of them not followed to their end? */
  get unfinished(): boolean {
    return this.waiting.size > 0;
  }

  /** Runs it until a number of steps is reached, or the present phase ends. Says whether it came to its end. */
  private untilDone(m: Machine, until: number, run: () => void): boolean {
    const { ceiling, steps } = m;
    if (m.exhausted || steps >= until) return false;
    m.ceiling = Math.min(ceiling, until);
    this.running = true;
    try {
      run();
    } finally {
      this.running = false;
      this.spent += m.steps - steps;
      m.ceiling = ceiling;
    }
    const ended = !m.exhausted;
    m.exhausted &&= m.steps > ceiling;
    return ended;
  }
}

/** Is the function that the call is handed run when the operator types a command? */
export const isCommand = ({ sources }: CallModel): boolean =>
  sources.some((s) => s.kind === "cli-input" && typeof s.out === "object");
