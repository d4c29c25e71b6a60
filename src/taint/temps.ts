/** What the temporaries of a running function hold. */
import type { Frame } from "./machine.js";
import { BOTTOM, type Value } from "./values.js";

/** The value of a temporary by its number; nothing before it is set. */
export const temp = (f: Frame, t: number): Value => f.temps[t] ?? BOTTOM;
