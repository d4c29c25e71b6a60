/** Reads the record that a Python index keeps of a version; no form of it is taken for granted. */
import type { About } from "./cache.js";
import { recordOf } from "./describe-npm.js";
import type { PipSettings } from "./pip-settings.js";
import type { FetchNote, InstallScript, TargetSpec } from "./types.js";

type PypiSpec = Extract<TargetSpec, { kind: "pypi" }>;

export interface Distribution {
  readonly kind: "sdist" | "wheel";
  readonly file: string;
  readonly url: string;
  readonly sha256: string;
  readonly uploaded: string | undefined;
  /** The index keeps an attestation of who published it. */
  readonly attested: boolean;
}

/** The files of the version that have a hash. */
export function distributionsOf(
  record: Readonly<Record<string, unknown>>,
  spec: PypiSpec,
  settings: PipSettings,
): Distribution[] {
  const base = `${settings.api}/${encodeURIComponent(spec.name)}/json`;
  const urls = Array.isArray(record["urls"]) ? record["urls"] : [];
  return urls.flatMap((each): Distribution[] => {
    const { packagetype, filename, url, digests, upload_time_iso_8601: uploaded, yanked } = recordOf(each);
    const sha256 = recordOf(digests)["sha256"];
    if (typeof filename !== "string" || typeof url !== "string" || (yanked === true && spec.version === ""))
      return [];
    const kind = packagetype === "sdist" ? "sdist" : packagetype === "bdist_wheel" ? "wheel" : undefined;
    // Without a hash nobody can say what was audited.
    if (kind === undefined || typeof sha256 !== "string" || !/^[0-9a-f]{64}$/.test(sha256)) return [];
    if (!URL.canParse(url, base) || !/^https?:$/.test(new URL(url, base).protocol)) return [];
    return [
      {
        kind,
        file: filename,
        url: new URL(url, base).href,
        sha256,
        uploaded: typeof uploaded === "string" ? uploaded : undefined,
        attested: typeof recordOf(each)["provenance"] === "string",
      },
    ];
  });
}

/** What the index says today. */
export function told(
  record: Readonly<Record<string, unknown>>,
  file: Distribution | undefined,
): Pick<About, "published" | "publishers" | "deprecated" | "history" | "provenance"> {
  const info = recordOf(record["info"]);
  const roles = recordOf(record["ownership"])["roles"];
  const releases = recordOf(record["releases"]);
  const uploads = Object.values(releases).flatMap((files) =>
    (Array.isArray(files) ? files : []).flatMap((each) => recordOf(each)["upload_time_iso_8601"] ?? []),
  );
  const reason =
    typeof info["yanked_reason"] === "string" && info["yanked_reason"] !== ""
      ? `: ${info["yanked_reason"]}`
      : "";
  return {
    published: file?.uploaded,
    publishers: (Array.isArray(roles) ? roles : []).flatMap((each) => textOf(recordOf(each)["user"]) ?? []),
    // The JSON interface names attestations where the index keeps them; it serves no signature of its own.
    provenance: { signature: "none", attestations: file?.attested === true ? ["publish"] : [] },
    deprecated: info["yanked"] === true ? `withdrawn${reason}` : undefined,
    history:
      uploads.length === 0
        ? undefined
        : {
            first: String([...uploads].sort()[0]),
            versions: Object.keys(releases).length,
            latest: textOf(record["latest"]),
          },
  };
}

/** What is kept with the tree. */
export function about(
  record: Readonly<Record<string, unknown>>,
  file: Distribution,
  integrity: string,
  notes: readonly FetchNote[],
  scripts: readonly InstallScript[],
  script: string | undefined,
): About {
  const info = recordOf(record["info"]);
  const name = textOf(info["name"]) ?? "";
  const version = textOf(info["version"]) ?? "";
  const urls = Object.entries(recordOf(info["project_urls"])).sort(([a], [b]) => (a < b ? -1 : 1));
  const repository =
    urls.find(([label]) => /^(?:source|repository|repo|code|github|source code)$/i.test(label))?.[1] ??
    urls.find(
      ([, url]) =>
        typeof url === "string" && /^https:\/\/(?:github|gitlab|codeberg)\.\w+\/[^/]+\/[^/]+\/?$/.test(url),
    )?.[1];
  return {
    ...told(record, file),
    name,
    version,
    integrity,
    author: textOf(info["author"]) ?? textOf(info["author_email"])?.replace(/\s*<.*$/, ""),
    license: textOf(info["license_expression"]) ?? textOf(info["license"])?.split("\n")[0],
    description: textOf(info["summary"]),
    repository: textOf(repository),
    installScripts: scripts,
    bin: { name: script ?? name, path: undefined },
    launch:
      script === undefined || script === name
        ? { command: "uvx", args: [`${name}==${version}`] }
        : { command: "uvx", args: ["--from", `${name}==${version}`, script] },
    notes,
  };
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
