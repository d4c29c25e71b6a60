/** Numbers of things as options give them. */
import { InvalidArgumentError } from "commander";

/** A whole number from 1. Throws what commander prints for anything else. */
export function toCount(value: string): number {
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new InvalidArgumentError("It must be a whole number from 1.");
  return Number(value);
}
