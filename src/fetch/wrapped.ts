/**
 * The package that a thin wrapper starts: one without a server of its own whose program loads another package
 * by a name that speaks of the protocol, or that is short and reaches into one other package. One step only;
 * what that one wraps is not followed.
 *
 *   #!/usr/bin/env node
 *   require("@scope/mcp-core/lib/cli").main();       -> npm:@scope/mcp-core@^2.0.0
 */
import { readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { readManifest, recordOf } from "./describe-npm.js";
import { parseTarget } from "./target.js";
import type { Fetched, TargetSpec } from "./types.js";

const MAX_BYTES = 200_000;
/** A program that is longer does something itself. */
const MAX_THIN = 4_000;
const LOADS = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*["']([^"']{1,200})["']/g;

/** The target of the package behind; undefined when none can be named for certain. */
export function wrappedBy(fetched: Fetched): TargetSpec | undefined {
  if (fetched.spec.kind !== "npm" && fetched.spec.kind !== "archive") return undefined;
  const manifest = readManifest(fetched.root);
  const dependencies = recordOf(manifest?.["dependencies"]);
  const text = readProgram(
    fetched.root,
    fetched.bin?.path ?? (typeof manifest?.["main"] === "string" ? manifest["main"] : "index.js"),
  );
  const names = new Set<string>();
  const loaded = new Set<string>();
  for (const [, specifier = ""] of text.matchAll(LOADS)) {
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? "";
    // The SDK is what servers are made of, not a server.
    if (typeof dependencies[name] !== "string" || /^@modelcontextprotocol\/sdk$/.test(name)) continue;
    if (specifier !== name) loaded.add(name);
    if (/mcp/i.test(specifier)) names.add(name);
  }
  const isThin = text.replace(/\/\*[\s\S]*?\*\//g, "").length < MAX_THIN;
  const [name, ...others] = names.size === 0 && isThin ? [...loaded] : [...names];
  if (name === undefined || others.length > 0) return undefined;
  try {
    return parseTarget(`npm:${name}@${String(dependencies[name])}`);
  } catch {
    return undefined; // a dependency by address: nothing that a registry has
  }
}

/** The text of a file of the package; never one outside of it. */
function readProgram(root: string, path: string): string {
  try {
    const full = realpathSync(join(root, path));
    if (!full.startsWith(realpathSync(root) + sep) || statSync(full).size > MAX_BYTES) return "";
    return readFileSync(full, "utf8");
  } catch {
    return "";
  }
}
