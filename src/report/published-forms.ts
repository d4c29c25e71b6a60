/**
 * The forms of what commands other than the audit print as JSON. The schemas in schemas/ are made of these types,
 * comments included; within one version of a form fields are added, never changed or taken away. What is not
 * known is left out.
 */
import type { Change } from "../findings/change.js";
import type { InstallVerdict } from "../findings/install-verdict.js";
import type { CapabilityKind, Decider, Unfollowed } from "../findings/inventory.js";
import type { LockedKnown } from "../findings/known-vulnerability.js";
import type { Severity } from "../findings/types.js";

interface Form {
  /** Version of this form. */
  formatVersion: 1;
}

/** What `mcp-audit verdict TARGET --json` prints. */
export type JsonVerdict = Form &
  InstallVerdict & {
    tool: JsonTool;
    /** How many findings there are of each severity. */
    findings: Record<Severity, number>;
  };

export interface JsonTool {
  name: string;
  version: string;
  homepage?: string;
}

/** What `mcp-audit inventory TARGET --format json` prints. */
export interface JsonInventory extends Form {
  tool: JsonTool;
  target: string;
  /** True when something could not be read or analyzed. */
  incomplete: boolean;
  tools: JsonInventoryTool[];
  /** What happens without any tool being called. */
  startup: JsonInventoryItem[];
  /** Packages of which no model knows anything. */
  unknown: string[];
  /** What it may do as well: modules that are loaded, and no call of them was seen. */
  unfollowed: Unfollowed[];
}

export interface JsonInventoryTool {
  /** Null when it is computed at run time. */
  name: string | null;
  path: string;
  line: number;
  items: JsonInventoryItem[];
}

export interface JsonInventoryItem {
  kind: CapabilityKind;
  /** Which file, host, program or variable; null for any. */
  subject: string | null;
  /** Who decides about it. */
  by: Decider;
  /** The ability in words. */
  text: string;
  secret?: boolean;
  /** Kinds of statements that are sent to a database. */
  verbs?: readonly string[];
  /** The call that does it. */
  call: string;
  path: string;
  line: number;
  /** Calls of own functions that lead there. */
  way: { callee: string; path: string; line: number }[];
}

/** What `mcp-audit diff` and `mcp-audit verify` print with `--json`. */
export interface JsonChanges extends Form {
  servers: { title: string; changes: Change[] }[];
}

/** What `mcp-audit deps TARGET --json` prints. */
export type JsonDeps = Form & LockedKnown;
