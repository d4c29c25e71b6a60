/** What the grading of one flow says. */

import type { SinkKind } from "../models/types.js";
import type { Constraint } from "../server/schema.js";
import type { Check } from "../taint/checks.js";
import type { Fact } from "../taint/facts.js";
import type { Flow } from "../taint/flows.js";

export interface Hole {
  /** The check that has the hole, when there is one. */
  readonly check?: Fact;
  readonly text: string;
  readonly partial?: boolean;
}

export interface Verdict {
  readonly status: "clear" | "open" | "weak";
  readonly extent: "whole" | "part" | "segment";
  /** Paths: joined under a base that was meant to hold it. */
  readonly based: boolean;
  /** Paths, hosts: places that would be the worst are refused as they are written; everything else passes. */
  readonly denied?: boolean;
  /** Queries: what the checks keep out is what only reads. */
  readonly parting?: boolean;
  readonly holes: readonly Hole[];
}

/** A flow with what grading needs at hand. */
export interface Graded {
  readonly flow: Flow;
  readonly kind: SinkKind;
  /** Constant text around the value at the sink, HOLE where unknown. */
  readonly before: string;
  readonly after: string;
  /** Constraint of the input's schema, when one is enforced. */
  readonly constraint: Constraint | undefined;
  /** Number of operations that had been applied when the schema was applied. */
  readonly constraintAt: number;
  /** Checks that hold whenever the value gets here. */
  readonly checks: readonly Check[];
  /** What each check says, by what was asked of it: the same for all cases of one flow. */
  readonly answers: Map<string, Map<Check, boolean>>;
  /** Only the status is asked for: one case of many. */
  readonly quick?: boolean;
}

export const CLEAR: Verdict = { status: "clear", extent: "whole", based: false, holes: [] };
