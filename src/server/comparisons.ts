/** Operators and methods by which code compares, as they are written in each language. */

/** Does an operator say that two values are the same, or that they are not? Undefined for all others. */
export const isEqual = (operator: string): boolean | undefined =>
  /^(===?|is)$/.test(operator) ? true : /^(!==?|is not)$/.test(operator) ? false : undefined;

/** The same, where one of them may be a list of those that will do: `host not in OWN`. */
export const isAmong = (operator: string): boolean | undefined =>
  operator === "in" ? true : operator === "not in" ? false : isEqual(operator);

/** Methods that ask whether something is among several, or within a text. */
export const MEMBER = /^(has|includes|contains)$/;
export const BEGINS = /^(startsWith|startswith)$/;
export const ENDS = /^(endsWith|endswith)$/;
