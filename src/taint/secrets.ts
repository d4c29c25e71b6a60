/**
 * Which values are secret by where they come from: environment variables by their names, files by their
 * paths. Names and paths are those of systems and tools in general, never of one library.
 */
import { chain, type Node } from "./lineage.js";
import type { Obj, Value } from "./values.js";

const SECRET_NAME =
  /(?:^|_)(?:API_?KEY|APIKEY|ACCESS_?KEY|SECRET_?KEY|PRIVATE_?KEY|SIGNING_?KEY|ENCRYPTION_?KEY|MASTER_?KEY|SERVICE_?KEY|AUTH_?KEY|KEY|TOKEN|JWT|SECRET|SECRETS|PASSWORD|PASSWD|PASSPHRASE|PASS|PAT|CREDENTIALS?|COOKIE|CONNECTION_?STRING|CONN_?STR|MNEMONIC|SEED_?PHRASE|DATABASE_URL|DB_URL|MONGO(?:DB)?_(?:URI|URL)|POSTGRES_URL|REDIS_URL)$/i;
const NO_SECRET =
  /PUBLIC|PUBLISHABLE|PRIMARY_KEY|SORT_KEY|PARTITION_KEY|FOREIGN_KEY|CACHE_KEY|IDEMPOTENCY|(?:^|_)ANON_KEY/i;

/** Is it the name of a variable that holds a secret? */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !NO_SECRET.test(name);
}

const SECRET_FILE =
  /(?:^|[\\/~\ufffc])\.ssh(?:[\\/]|$)|(?:^|[\\/])id_(?:rsa|dsa|ecdsa|ed25519)$|\.aws[\\/](?:credentials|config)|\/etc\/(?:shadow|passwd|sudoers)|\.netrc$|\.git-credentials$|\.kube[\\/]config|\.docker[\\/]config\.json|\.gnupg(?:[\\/]|$)|\.pgpass$|\.npmrc$|\.pypirc$|\.config[\\/](?:gh|gcloud|hub)(?:[\\/]|$)|\.(?:bash|zsh)_history$|Login Data$|cookies\.sqlite$|key4\.db$|logins\.json$|Local State$|wallet\.dat$|claude_desktop_config\.json$|\.cursor[\\/]mcp\.json$|\.claude\.json$|\/proc\/self\/environ$|Keychains[\\/]/i;
/** What stands beside the keys and is no secret: names of hosts, and the public halves. */
const OPEN_FILE = /\.ssh[\\/](?:known_hosts|config|authorized_keys|(?:[^\\/]*[\\/])*[^\\/]+\.pub)$/i;
/** Parts that only together name such a file. */
const PARTS = /(?:^|[\\/])(?:\.ssh|\.aws|\.kube|\.gnupg|\.docker|\.config|\.cursor|Keychains)$/i;

/** The secret file that a path leads to, as far as its constant parts say; undefined for all others. */
export function secretFile(v: Value): string | undefined {
  const all = pathTexts(v).filter((text) => SECRET_FILE.test(text));
  const open = all.filter((text) => OPEN_FILE.test(text));
  const fitting = all.filter((text) => !open.some((path) => path.includes(text)));
  // The longest says most: the folder alone fits as well.
  const [longest] = fitting.sort((a, b) => b.length - a.length);
  return longest === undefined ? undefined : shown(longest);
}

const shown = (text: string): string => text.replaceAll("\ufffc", "…").slice(0, 80);

/** More texts than this are no path, but a table. */
const MAX_TEXTS = 60;

/** Constant texts of a path, also of one that was put together by calls nobody can evaluate. */
export function pathTexts(v: Value, depth = 0): string[] {
  const out = v.consts.filter((c): c is string => typeof c === "string").slice(0, MAX_TEXTS);
  if (depth > 4) return out;
  for (const r of v.refs) {
    for (const text of madeTexts(r, depth)) {
      if (out.length >= MAX_TEXTS) return out;
      out.push(text);
    }
  }
  return out;
}

function madeTexts(r: Obj, depth: number): string[] {
  if (r.kind !== "ext" || r.call === undefined) return [];
  const given = [...(r.call.self === undefined ? [] : [r.call.self]), ...r.call.args].map((arg) =>
    pathTexts(arg, depth + 1),
  );
  const each = given.flat().slice(0, MAX_TEXTS);
  const joined = given
    .map((texts) => texts.at(-1) ?? "")
    .filter((text) => text !== "")
    .join("/")
    .slice(0, MAX_PATH);
  return each.some((text) => PARTS.test(text)) || each.length > 1 ? [...each, joined] : each;
}

/** No path is longer. */
const MAX_PATH = 4096;

/** Is the node the whole environment, as it is or through a schema? */
export function isEnvironment(node: Node): boolean {
  const { root } = node;
  return (
    root.kind === "source" &&
    root.source.kind === "environment" &&
    chain(node).every(
      ({ op }) =>
        op === undefined ||
        op.op === "schema" ||
        (op.op === "flow" && (op.flow === "identity" || op.flow === "merge" || op.flow === "validated")),
    )
  );
}
