/** Turns what the user named into folders to audit: paths stay what they are, everything else is fetched. */
import { UserError } from "../errors.js";
import { parseTarget } from "../fetch/target.js";
import type { Fetched } from "../fetch/types.js";
import type { Io } from "./io.js";

export interface Resolved {
  readonly paths: readonly string[];
  /** What was fetched; undefined when the user named paths. */
  readonly fetched: Fetched | undefined;
}

/** Fetches the target, if it is one. Several paths are one program; a fetched target is one by itself. */
export async function resolveTargets(
  named: readonly string[],
  options: {
    readonly offline: boolean;
    readonly source?: boolean;
    readonly onProgress?: (text: string) => void;
  },
  io: Io,
): Promise<Resolved> {
  const [text = ""] = named.filter((each) => parseTarget(each) !== undefined);
  const spec = parseTarget(text);
  if (spec === undefined) return { paths: named, fetched: undefined };
  const { fetchTarget, isFolder, withSource } = await import("../fetch/index.js");
  if (spec.kind === "archive" && isFolder(spec.path, io.cwd)) return { paths: named, fetched: undefined };
  if (named.length > 1)
    throw new UserError(
      `${text} has to be fetched, and other targets were named with it.`,
      "Audit one package, repository or archive at a time.",
    );
  const context = { cwd: io.cwd, env: io.env, ...options };
  const found = await fetchTarget(spec, context);
  const fetched = options.source === true ? await withSource(found, context) : found;
  return { paths: [fetched.root], fetched };
}
