/** Files that hold credentials, and files from where programs are started again. Told by the parts of a path. */

import type { CallRecord } from "../../../src/rules/api.js";

interface Store {
  readonly what: string;
  /** Nobody reads it for an honest reason. */
  readonly certain: boolean;
}

const STORES: readonly (readonly [RegExp, string, RegExp | undefined])[] = [
  [
    /(?:^|[\\/])\.ssh[\\/]id_(?:rsa|dsa|ecdsa|ed25519)$|^id_(?:rsa|ed25519)$/,
    "the user's private SSH keys",
    /ssh|sftp|scp|git|remote|deploy|ansible|paramiko/,
  ],
  [
    /(?:^|[\\/])\.aws[\\/]credentials$/,
    "the user's AWS credentials",
    /aws|boto|amazon|s3|bedrock|cloud|terraform/,
  ],
  [
    /(?:^|[\\/])\.kube[\\/]config$/,
    "the user's Kubernetes credentials",
    /kube|k8s|helm|cluster|cloud|argo|istio/,
  ],
  [
    /(?:^|[\\/])\.docker[\\/]config\.json$/,
    "the user's registry credentials",
    /docker|container|registry|image|oci/,
  ],
  [
    /gcloud[\\/](?:credentials\.db|access_tokens\.db|application_default_credentials\.json)$/,
    "the user's Google Cloud credentials",
    /google|gcp|gcloud|vertex|bigquery|firebase|cloud|genai|gemini/,
  ],
  [/(?:^|[\\/])\.git-credentials$/, "the user's stored git passwords", /git/],
  [/(?:^|[\\/])\.gnupg(?:[\\/]|$)/, "the user's GPG keys", /gpg|pgp|sign|crypt|mail/],
  [/^\/etc\/shadow$/, "the password hashes of the machine", undefined],
  [
    /Login Data$|(?:^|[\\/])logins\.json$|(?:^|[\\/])key[34]\.db$/,
    "the passwords stored in a browser",
    /password manager|bitwarden|1password/,
  ],
  [
    /(?:Chrome|Chromium|Firefox|Brave-Browser|Edge|User Data)[\\/].*(?:Cookies|Local State|cookies\.sqlite)$|^cookies\.sqlite$/,
    "the cookies of a browser",
    /cookie|browser|yt-?dlp|chrome|session/,
  ],
  [
    /wallet\.dat$|(?:^|[\\/])(?:Exodus|Electrum|atomic|Ledger Live)[\\/].*(?:wallet|keystore|leveldb)/i,
    "crypto wallets",
    /wallet|crypto|bitcoin|ethereum|blockchain/,
  ],
  [/login\.keychain(?:-db)?$/, "the user's keychain", /keychain/],
];

/**
 * Is the keychain asked for the item that the program keeps there itself? It is called after an MCP server, or after
 * what the program is.
 */
export function asksForOwn(words: readonly string[], about: () => string): boolean {
  const line = words.join(" ");
  if (!/find-(?:generic|internet)-password/.test(line)) return false;
  // Behind an option whose value is not known the next option follows.
  const items = [...line.matchAll(/(?:^|\s)-s\s+["']?([\w.@/][\w.@/-]*)/g)].map((match) =>
    (match[1] ?? "").toLowerCase(),
  );
  return (
    items.length > 0 && items.every((item) => /(?:^|[\W_])mcp(?:[\W_]|$)/.test(item) || named(item, about()))
  );
}

/** A name of its own, not a word that many programs have in theirs. */
const named = (item: string, about: string): boolean =>
  item.length >= 6 && /[-_.]/.test(item) && about.split(/\s+/).includes(item);

/** The store that one of these paths leads to, unless the program is about it. */
export function storeOf(paths: readonly string[], about: () => string): Store | undefined {
  for (const [form, what, honest] of STORES) {
    if (!paths.some((path) => form.test(path))) continue;
    if (honest?.test(about())) continue;
    return { what, certain: honest === undefined };
  }
  return undefined;
}

const PERSISTENT =
  /(?:^|[\\/])(?:\.bashrc|\.bash_profile|\.zshrc|\.zprofile|\.zshenv|\.profile|authorized_keys|config\.fish)$|^\/etc\/(?:cron|rc\.local|profile|init\.d|systemd|ld\.so\.preload)|[\\/]Launch(?:Agents|Daemons)(?:[\\/]|$)|\.config[\\/](?:autostart|systemd[\\/]user)(?:[\\/]|$)|Start Menu[\\/]Programs[\\/]Startup|[\\/]\.git[\\/]hooks[\\/]|^\/var\/spool\/cron|sitecustomize\.py$|usercustomize\.py$/;

/** The path from where something starts again, when one of these is such. */
export function persistencePath(paths: readonly string[]): string | undefined {
  return paths.find((path) => PERSISTENT.test(path) && path.length < 200);
}

const HISTORY = /(?:^|[\\/])(?:\.(?:bash|zsh|sh)_history|fish_history|ConsoleHost_history\.txt)$/;

/** The list of commands that a shell remembers, among these paths. */
export function historyPath(paths: readonly string[]): string | undefined {
  return paths.find((path) => HISTORY.test(path) && path.length < 200);
}

const CLIENTS =
  /claude_desktop_config\.json$|(?:^|[\\/])\.cursor[\\/]mcp\.json$|cline_mcp_settings\.json$|(?:^|[\\/])\.claude\.json$|windsurf[\\/]mcp_config\.json$|(?:^|[\\/])\.gemini[\\/]settings\.json$|(?:^|[\\/])\.codex[\\/]config\.toml$/i;

/** The configuration of an MCP client among these paths. */
export function clientPath(paths: readonly string[]): string | undefined {
  return paths.find((path) => CLIENTS.test(path) && path.length < 200);
}

/** What reads of a variable of the environment give, by the way they are reached. */
const VARIABLE = /(?:^|\.)(?:getenv\(\)|environ\.get\(\)|environ\[\]|process\.env\.\w+)$/;

/** Is the item of the keychain that is asked for named by a variable of the environment, so by whoever runs the program? */
export function namedByOperator({ args }: CallRecord): boolean {
  const words = args.flatMap(({ refs }) => refs.flatMap((r) => (r.kind === "array" ? [r.cells] : [])));
  const items = words.flatMap((cells) =>
    [...cells].flatMap(([at, { value }]) =>
      value.consts.includes("-s") ? [cells.get(String(Number(at) + 1))?.value] : [],
    ),
  );
  return (
    items.length > 0 &&
    items.every(
      (item) =>
        item !== undefined &&
        item.refs.length > 0 &&
        item.refs.every((r) => r.kind === "ext" && VARIABLE.test(r.path)) &&
        item.consts.every((c) => typeof c !== "string" || c === ""),
    )
  );
}
