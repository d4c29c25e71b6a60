/**
 * The lock file: snapshots of servers by the target under which they were looked at. It is written for version
 * control: sorted, one thing a line, nothing in it depends on the machine or the day.
 */
import { UserError } from "../errors.js";
import type { Snapshot } from "./snapshot.js";

export const LOCK_FILE = "mcp-audit.lock";
const VERSION = 1;

/** `mcp-audit.lock`: servers by the target under which they were looked at. */
export interface LockFile {
  /** Version of this form. */
  lockVersion: 1;
  servers: { [target: string]: Snapshot };
}

export type Locked = Readonly<Record<string, Snapshot>>;

export function formatLock(servers: Locked): string {
  const sorted = Object.fromEntries(Object.entries(servers).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ lockVersion: VERSION, servers: sorted }, null, 2)}\n`;
}

/** The servers of a lock file. Throws a UserError for what is none. */
export function parseLock(text: string, name: string): Locked {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw notALock(name, "it is not JSON", cause);
  }
  const { lockVersion, servers } = (typeof data === "object" && data !== null ? data : {}) as Record<
    string,
    unknown
  >;
  if (typeof lockVersion === "number" && lockVersion > VERSION)
    throw new UserError(
      `${name} was written by a later version of mcp-audit.`,
      "Update mcp-audit, or write the lock again with `mcp-audit lock`.",
    );
  if (lockVersion !== VERSION || typeof servers !== "object" || servers === null)
    throw notALock(name, "it has another form");
  for (const [target, each] of Object.entries(servers))
    if (!isSnapshot(each)) throw notALock(name, `what it says of ${target} has another form`);
  return servers as Locked;
}

function isSnapshot(value: unknown): value is Snapshot {
  if (typeof value !== "object" || value === null) return false;
  const { tools, startup, findings, installScripts, resources, prompts } = value as Record<string, unknown>;
  const isMap = (each: unknown): boolean => typeof each === "object" && each !== null && !Array.isArray(each);
  if (
    !isMap(tools) ||
    !isMap(installScripts) ||
    ![startup, findings, resources, prompts].every(Array.isArray)
  )
    return false;
  return Object.values(tools as Record<string, unknown>).every(
    (tool) =>
      isMap(tool) &&
      isMap((tool as Record<string, unknown>)["annotations"]) &&
      Array.isArray((tool as Record<string, unknown>)["abilities"]),
  );
}

function notALock(name: string, why: string, cause?: unknown): UserError {
  return new UserError(
    `${name} is not a lock file of mcp-audit: ${why}.`,
    "Write it again with `mcp-audit lock TARGET`.",
    { cause },
  );
}
