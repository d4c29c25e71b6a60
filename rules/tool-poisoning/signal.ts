/** What a signal is, and what patterns of signals are made of. */
import type { Aim } from "./aims.js";

export interface Signal {
  readonly aim: Aim;
  readonly weight: number;
  readonly pattern: RegExp;
  /** Not counted where this stands in the same sentence: a defence or an example. */
  readonly unless?: RegExp;
}

/** A signal with words one of which stands in every match, in lower case: most texts are passed over without one. */
export interface EnglishSignal extends Signal {
  readonly words: readonly string[];
}

/** Within a sentence; a full stop inside a name (`.env`) does not end it. */
export const within = (n: number): string => `(?:[^.!?\\n]|[.](?=\\S)){0,${n}}?`;
