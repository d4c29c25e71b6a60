/**
 * Asks an OSV service which locked packages are known to be vulnerable: names and versions of the
 * dependencies are sent, and nothing else. Or looks them up in an export of it on this machine.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ScanError, UserError } from "../errors.js";
import { recordOf } from "./describe-npm.js";
import { getJson, HttpError, postJson } from "./http.js";
import { readPipSettings } from "./pip-settings.js";

export interface Asked {
  readonly ecosystem: "npm" | "PyPI";
  readonly name: string;
  readonly version: string;
}

/** An entry of OSV, as far as it is used. */
export interface Vulnerability {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly withdrawn: boolean;
  /** As its database says; most of those of packages do. */
  readonly severity: "low" | "medium" | "high" | "critical" | undefined;
  readonly affected: readonly {
    readonly ecosystem: string;
    readonly name: string;
    readonly versions: readonly string[];
    readonly fixed: readonly string[];
  }[];
}

const PUBLIC = "https://api.osv.dev";
const BATCH = 500;
const MAX_PAGES = 20;
const MAX_EXPORT = 400_000;

type Env = Readonly<Record<string, string | undefined>>;

/** The vulnerabilities of each package, by its place in the list. */
export async function askOsv(
  packages: readonly Asked[],
  env: Env,
): Promise<readonly (readonly Vulnerability[])[]> {
  const base = (env["MCP_AUDIT_OSV_API"] ?? PUBLIC).replace(/\/+$/, "");
  // Certificates and proxies are the same for every service.
  const { certificates, proxy } = readPipSettings(env);
  const settings = { certificates, proxy };
  try {
    const ids: string[][] = packages.map(() => []);
    for (let start = 0; start < packages.length; start += BATCH) {
      let open = packages
        .slice(start, start + BATCH)
        .map((each, i) => ({ each, at: start + i, token: undefined as string | undefined }));
      for (let page = 0; open.length > 0 && page < MAX_PAGES; page++) {
        const queries = open.map(({ each, token }) => ({
          package: { ecosystem: each.ecosystem, name: each.name },
          version: each.version,
          ...(token === undefined ? {} : { page_token: token }),
        }));
        const { results } = recordOf(await postJson(`${base}/v1/querybatch`, { queries }, settings));
        const next: typeof open = [];
        open.forEach((asked, i) => {
          const { vulns, next_page_token: token } = recordOf(Array.isArray(results) ? results[i] : undefined);
          for (const vuln of Array.isArray(vulns) ? vulns : []) {
            const { id } = recordOf(vuln);
            if (typeof id === "string" && /^[\w.:-]{1,100}$/.test(id)) ids[asked.at]?.push(id);
          }
          if (typeof token === "string" && token !== "") next.push({ ...asked, token });
        });
        open = next;
      }
    }
    const known = new Map<string, Vulnerability>();
    for (const id of new Set(ids.flat()))
      known.set(
        id,
        vulnerabilityOf(await getJson(`${base}/v1/vulns/${encodeURIComponent(id)}`, settings), id),
      );
    return ids.map((each) => each.flatMap((id) => known.get(id) ?? []).filter((vuln) => !vuln.withdrawn));
  } catch (error) {
    if (error instanceof ScanError || error instanceof UserError) throw error;
    const { code, message } = error as { code?: string; message?: string };
    const reason = error instanceof HttpError ? error.message : (code ?? message ?? "unknown error");
    throw new ScanError(
      `The OSV service at ${new URL(base).host} could not be asked (${reason}).`,
      "Check the network and the proxy, name another service in the variable MCP_AUDIT_OSV_API, or give an export with --osv FOLDER.",
      { cause: error },
    );
  }
}

/**
 * The same from an unpacked export (a folder of JSON files, as OSV offers for each ecosystem). It counts the
 * versions that an entry lists, which entries of packages do.
 */
export function searchExport(
  packages: readonly Asked[],
  folder: string,
): readonly (readonly Vulnerability[])[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UserError(
      `There is no folder ${folder}.`,
      "Unpack an export of OSV (all.zip of an ecosystem) and name its folder.",
    );
  const wanted = new Set(packages.map(({ ecosystem, name }) => `${ecosystem}|${plain(name)}`));
  const found = new Map<string, Vulnerability[]>();
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort();
  if (files.length === 0)
    throw new UserError(
      `The folder ${folder} holds no JSON files.`,
      "Unpack an export of OSV (all.zip of an ecosystem) and name its folder.",
    );
  for (const file of files.slice(0, MAX_EXPORT)) {
    let vuln: Vulnerability;
    try {
      vuln = vulnerabilityOf(
        JSON.parse(readFileSync(join(folder, file), "utf8")),
        file.replace(/\.json$/, ""),
      );
    } catch {
      continue;
    }
    if (vuln.withdrawn) continue;
    for (const { ecosystem, name } of vuln.affected) {
      const key = `${ecosystem}|${plain(name)}`;
      if (wanted.has(key)) found.set(key, [...(found.get(key) ?? []), vuln]);
    }
  }
  return packages.map(({ ecosystem, name, version }) =>
    (found.get(`${ecosystem}|${plain(name)}`) ?? []).filter((vuln) =>
      vuln.affected.some(
        (each) =>
          each.ecosystem === ecosystem && plain(each.name) === plain(name) && each.versions.includes(version),
      ),
    ),
  );
}

/** Python's names are the same whatever separates their words. */
export const plain = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, "-");

const SEVERITIES: Readonly<Record<string, Vulnerability["severity"]>> = {
  LOW: "low",
  MODERATE: "medium",
  MEDIUM: "medium",
  HIGH: "high",
  CRITICAL: "critical",
};

function vulnerabilityOf(value: unknown, id: string): Vulnerability {
  const { aliases, summary, details, withdrawn, affected, database_specific: more } = recordOf(value);
  const texts = (list: unknown): string[] =>
    Array.isArray(list) ? list.filter((each): each is string => typeof each === "string") : [];
  return {
    id,
    aliases: texts(aliases),
    summary:
      typeof summary === "string" && summary !== ""
        ? summary
        : typeof details === "string"
          ? (details.split("\n")[0] ?? "")
          : "",
    withdrawn: typeof withdrawn === "string",
    severity: SEVERITIES[String(recordOf(more)["severity"]).toUpperCase()],
    affected: (Array.isArray(affected) ? affected : []).map((each) => {
      const { package: about, versions, ranges } = recordOf(each);
      const { ecosystem, name } = recordOf(about);
      const events = (Array.isArray(ranges) ? ranges : []).flatMap((range) => {
        const list = recordOf(range)["events"];
        return recordOf(range)["type"] === "GIT" || !Array.isArray(list) ? [] : list;
      });
      return {
        ecosystem: String(ecosystem ?? ""),
        name: String(name ?? ""),
        versions: texts(versions),
        fixed: texts(events.map((event) => recordOf(event)["fixed"])),
      };
    }),
  };
}
