/**
 * What a program can do to the machine and the network it runs on, each item with the place in the code that
 * does it. Texts that come from the audited tree are made safe before they get here.
 */
import type { Location } from "./types.js";

export type CapabilityKind =
  | "file-read"
  | "file-list"
  | "file-write"
  | "file-delete"
  | "network" // contacts a host
  | "listen" // opens a port
  | "program" // starts another program
  | "code" // runs code that is not part of the package
  | "database"
  | "environment" // reads a variable
  | "private-data"; // clipboard, screen, keystrokes

/** Who decides which file, host or program it is; the gravest comes last. */
export type Decider = "constant" | "setting" | "unknown" | "caller";

export interface InventoryItem {
  readonly kind: CapabilityKind;
  /** "/srv/notes/…", "api.example.org", "git", "API_TOKEN"; "" for any. */
  readonly subject: string;
  readonly by: Decider;
  /** Environment: the name is one of a secret. Files: it is one that holds credentials. */
  readonly secret?: boolean;
  /** Listen: reachable from other machines. */
  readonly open?: boolean;
  /** Database: the kinds of statements that are constant in the code. */
  readonly verbs?: readonly string[];
  /** The call that does it: "fs.readFile()". */
  readonly call: string;
  readonly location: Location;
  /** Calls of own functions that lead there from the handler of the tool. */
  readonly way: readonly { readonly callee: string; readonly location: Location }[];
}

export interface ToolInventory {
  /** Undefined when it is computed at run time. */
  readonly name: string | undefined;
  readonly location: Location;
  /** All that the model is told of it; undefined when it is computed at run time. */
  readonly description: string | undefined;
  /** The form of its input schema as one text, for comparison. */
  readonly schema: string | undefined;
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly items: readonly InventoryItem[];
}

export interface Inventory {
  readonly tools: readonly ToolInventory[];
  /** What happens without any tool being called: at start-up, in resources and prompts, in the background. */
  readonly startup: readonly InventoryItem[];
  /** Packages that it calls and of which no model knows anything: what they do is not in the lists. */
  readonly unknown: readonly string[];
  /** What it may do as well: a module for it is loaded, and no call of it was seen. */
  readonly unfollowed: readonly Unfollowed[];
}

export interface Unfollowed {
  /** `server`: passes on what another server offers. */
  readonly ability: "program" | "network" | "file" | "server";
  /** Modules of the platform: "child_process". */
  readonly modules: readonly string[];
}

/** What a report without an inventory has. */
export const NO_INVENTORY: Inventory = { tools: [], startup: [], unknown: [], unfollowed: [] };
