/** How large values may become, and what it takes to go through them. */
import { lost, type Val } from "./values.js";

const MAX_LENGTH = 10_000;

/** Of texts that a method makes longer, and of lists that one makes at once. */
export const MAX_TEXT = 4_000;
export const MAX_LIST = 4_000;

/** What a method goes through takes as many steps as some instructions do. */
const LENGTH_OF_STEP = 20;

export function lengthsOf(values: readonly Val[]): number {
  let sum = 0;
  for (const v of values) if (typeof v === "string" || Array.isArray(v)) sum += v.length;
  return Math.floor(sum / LENGTH_OF_STEP);
}

/** Whatever an instruction gives stays small. */
export function bounded(v: Val): Val {
  return (typeof v === "string" || Array.isArray(v)) && v.length > MAX_LENGTH ? lost() : v;
}
