/**
 * The user's settings for Python packages: the index, its login, proxy and certificates, from the variables
 * and configuration files of pip, and the index that uv is told to use. As with npm, nothing is read from the
 * working directory.
 */
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parse } from "ini";
import type { HttpSettings } from "./http.js";

const PUBLIC_INDEX = "https://pypi.org/simple";

export interface PipSettings extends HttpSettings {
  /** Address of the JSON interface, without the login: "https://pypi.org/pypi". */
  readonly api: string;
  /** True when the index is the public one. */
  readonly isPublic: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads the settings; a variable wins over a file, as in pip. */
export function readPipSettings(env: Env): PipSettings {
  const files = configFiles(env).map(readConfig);
  const fromFile = (key: string): string | undefined =>
    files.map((file) => file[key]).findLast((value) => value !== undefined);
  const index =
    env["PIP_INDEX_URL"] ??
    env["UV_DEFAULT_INDEX"] ??
    env["UV_INDEX_URL"] ??
    fromFile("index-url") ??
    PUBLIC_INDEX;
  const url = new URL(index);
  const login =
    url.username === ""
      ? undefined
      : {
          host: url.host,
          user: decodeURIComponent(url.username),
          password: decodeURIComponent(url.password),
        };
  url.username = "";
  url.password = "";
  const base = url.href.replace(/\/+$/, "").replace(/\/(?:\+?simple)$/, "");
  return {
    api: `${base}/pypi`,
    isPublic: url.host === new URL(PUBLIC_INDEX).host,
    login,
    proxy: env["PIP_PROXY"] ?? fromFile("proxy"),
    certificates: env["PIP_CERT"] ?? env["REQUESTS_CA_BUNDLE"] ?? env["SSL_CERT_FILE"] ?? fromFile("cert"),
  };
}

/** In pip's order: global, of the user, named by a variable. Later ones win. */
function configFiles(env: Env): string[] {
  const home = env["HOME"] || env["USERPROFILE"] || homedir();
  const named = env["PIP_CONFIG_FILE"];
  if (named === "os.devnull" || named === "/dev/null") return [];
  const own =
    process.platform === "win32"
      ? [join(env["APPDATA"] ?? home, "pip", "pip.ini")]
      : [
          "/etc/pip.conf",
          join(home, ".pip", "pip.conf"),
          ...(process.platform === "darwin"
            ? [join(home, "Library", "Application Support", "pip", "pip.conf")]
            : []),
          join(env["XDG_CONFIG_HOME"] || join(home, ".config"), "pip", "pip.conf"),
        ];
  return named === undefined ? own : [...own, named];
}

function readConfig(path: string): Readonly<Record<string, string>> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return {};
  }
  const sections = parse(text) as Record<string, unknown>;
  const out: Record<string, string> = {};
  for (const name of ["global", "download", "install"])
    for (const [key, value] of Object.entries(sections[name] ?? {}))
      if (typeof value === "string") out[key.replaceAll("_", "-")] = value;
  return out;
}
