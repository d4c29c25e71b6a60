/**
 * Dependencies that may be anything tomorrow: `latest`, `*`, no version at all, a branch, an archive at an
 * address. Those that are only needed to work on the package are left out, and so is what a lock file beside
 * the manifest holds fast.
 */
import { type Dependency, defineCheck, type Program } from "../../src/rules/api.js";

const COMMIT = /(?:#|@|\/)[0-9a-f]{7,40}(?:$|[#&/.])/i;

export const check = defineCheck((program, report) => {
  for (const dependency of program.artifacts.dependencies) {
    if (dependency.kind !== "runtime") continue;
    const why = reason(dependency);
    if (why === undefined || (!why.moves && isLocked(program, dependency))) continue;
    report({
      at: dependency.at,
      message: `\`${dependency.name}\` ${why.text}, so that each installation may get other code.`,
      ...(why.moves ? { severity: "medium" as const } : {}),
    });
  }
});

/** Why it may change; `moves` where no registry keeps what was there before. */
function reason({
  ecosystem,
  version,
}: Dependency): { readonly text: string; readonly moves: boolean } | undefined {
  const text = version.trim();
  if (
    /^(?:git\+|git:|git@|github:|gitlab:|bitbucket:|gist:|ssh:)|\.git(?:[#@]|$)|^[\w.-]+\/[\w.-]+(?:#.*)?$/.test(
      text,
    )
  )
    return COMMIT.test(text) || /[#@]v?\d+\.\d+/.test(text)
      ? undefined
      : { text: "comes from a branch of a repository", moves: true };
  if (/^https?:\/\//.test(text))
    return /sha256|[0-9a-f]{40}|\d+\.\d+/.test(text)
      ? undefined
      : { text: "comes from an address", moves: true };
  if (/^(?:latest|next|canary|beta|nightly)$/.test(text))
    return { text: `is taken in version \`${text}\``, moves: false };
  if (/^(?:\*|x|>=?\s*0(?:\.0)*(?:\.0)*|)$/.test(text) && ecosystem === "npm")
    return { text: "is taken in any version", moves: false };
  if (text === "" || text === "*") return { text: "is taken in any version", moves: false };
  return undefined;
}

/** Is there a lock file at the manifest's side or above it? */
function isLocked({ artifacts }: Program, { at }: Dependency): boolean {
  const folder = `${at.path.slice(0, Math.max(0, at.path.lastIndexOf("/")))}/`;
  return artifacts.locked.some((locked) => locked === "" || folder.startsWith(`${locked}/`));
}
