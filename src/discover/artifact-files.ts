/**
 * Which files besides code an audit reads: manifests, lock files, container and client configuration, data
 * and environment files. By name alone; what a file holds is found out by src/artifacts.
 *
 * Lists are bounded: a tree may hold thousands of data files. Those whose names say what they are come
 * first.
 */
import { MAX_ARTIFACTS } from "./limits.js";
import { isManifest, leftOutRole } from "./roles.js";

/** Names with a meaning of their own. */
const NAMED =
  /^(?:(?:.*[.])?(?:dockerfile|containerfile)(?:[.][\w.-]+)?|(?:docker-)?compose[\w.-]*[.]ya?ml|package-lock[.]json|npm-shrinkwrap[.]json|yarn[.]lock|pnpm-lock[.]yaml|poetry[.]lock|uv[.]lock|pipfile[.]lock|constraints[\w.-]*[.]txt|[.]env(?:[.][\w.-]+)?|[\w.-]+[.]env|[.]npmrc|[.]pypirc|[.]netrc|(?:[.]|[\w.-]*[-_.])?mcp[\w.-]*[.]jsonc?|[\w.-]*(?:claude|cursor|windsurf|cline|codex|gemini)[\w.-]*[.](?:jsonc?|toml|ya?ml)|config[.]toml|settings[.]json)$/i;
/** Names that may mean anything. */
const GENERIC =
  /[.](?:jsonc?|ya?ml|toml|sh|bash|ps1|pem|key|ini|cfg|conf|properties|tfvars)$|^(?:id_(?:rsa|dsa|ecdsa|ed25519)|credentials)$/i;
/** Machine-made data without a place where a person writes a credential. */
const DULL =
  /^(?:tsconfig[\w.-]*|jsconfig|biome|tslint|renovate|cspell|nx|turbo|lerna|vercel|components|typedoc|[.]?(?:eslintrc|prettierrc|babelrc|swcrc|c8rc|nycrc|releaserc|markdownlint)[\w.-]*)[.]jsonc?$|[.](?:schema|snap|ipynb|map|tsbuildinfo|lock)(?:[.]json)?$|^[.](?:pre-commit-config|markdownlint|yamllint|prettierrc)[\w.-]*[.]ya?ml$/i;

/** Texts that a program may load and tell the model; those that every project has are for people. */
const PROSE =
  /^(?!(?:readme|changelog|changes|history|contributing|security|support|license|licence|notice|authors|code_of_conduct|codeowners|todo|news|robots|humans|llms[\w-]*)(?:[._-][\w.-]*)?$)[\w][\w .-]*[.](?:md|markdown|txt|prompt)$/i;

/** What this program writes itself: findings, of which each would be found again in their own words. */
const OWN = /^mcp-audit-baseline[.]json$/i;

/** True for a file besides code that is worth reading. */
export function isArtifact(name: string): boolean {
  if (OWN.test(name)) return false;
  return isManifest(name) || NAMED.test(name) || PROSE.test(name) || (GENERIC.test(name) && !DULL.test(name));
}

/** True for a file that a user may name as the only thing to audit. */
export function isArtifactTarget(name: string): boolean {
  return isManifest(name) || NAMED.test(name) || GENERIC.test(name);
}

/** Those that belong to what is audited, the telling names first when there are too many. */
export function selectArtifacts(
  paths: readonly string[],
  keep: (path: string) => boolean,
): { readonly paths: readonly string[]; readonly dropped: number } {
  const own = paths.filter(
    (path) => isArtifact(nameOf(path)) && (keep(path) || leftOutRole(path) === undefined),
  );
  if (own.length <= MAX_ARTIFACTS) return { paths: own, dropped: 0 };
  const telling = own.filter((path) => isManifest(nameOf(path)) || NAMED.test(nameOf(path)));
  const others = own.filter((path) => !isManifest(nameOf(path)) && !NAMED.test(nameOf(path)));
  const data = others.filter((path) => !PROSE.test(nameOf(path)));
  const prose = others.filter((path) => PROSE.test(nameOf(path)));
  const kept = [...telling, ...data, ...prose].slice(0, MAX_ARTIFACTS).sort();
  return { paths: kept, dropped: own.length - kept.length };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
