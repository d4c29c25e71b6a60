/**
 * What stands for the publisher of an npm version: the registry's signature of name, version and hash, and
 * attestations of where it was built. Checked by the registry client with the keys that the registry publishes;
 * what a registry does not serve, as many mirrors do not, is said and not taken for good.
 */
import registryFetch from "npm-registry-fetch";
import { type Manifest, recordOf } from "./describe-npm.js";
import type { Fetched, FetchNote, Provenance } from "./types.js";

/** The registry client, made for one version. */
export interface Verifier {
  readonly registry: string;
  manifest(): Promise<Manifest>;
}
export type MakeVerifier = (options: Record<string, unknown>) => Verifier;

export interface Proven {
  readonly provenance: Provenance;
  readonly notes: readonly FetchNote[];
}

/** Checks the signature; attestations are only counted, because checking them asks another service. */
export async function proveNpm(
  manifest: Manifest,
  make: MakeVerifier,
  settings: Record<string, unknown>,
): Promise<Proven> {
  const dist = recordOf(manifest["dist"]);
  const attestations = Object.keys(recordOf(dist["attestations"])).filter((kind) => kind !== "url");
  const signed = Array.isArray(dist["signatures"]) && dist["signatures"].length > 0;
  if (!signed) return { provenance: { signature: "none", attestations }, notes: [] };
  const keys = await registryKeys(make({}).registry, settings);
  if (keys === undefined) return { provenance: { signature: "unchecked", attestations }, notes: [] };
  try {
    await make({ ...keys, verifySignatures: true }).manifest();
    return { provenance: { signature: "valid", attestations }, notes: [] };
  } catch (error) {
    const { code = "" } = error as { code?: string };
    if (code === "EINTEGRITYSIGNATURE" || code === "EMANIFESTMISMATCH")
      return {
        provenance: { signature: "invalid", attestations },
        notes: [
          {
            weight: "danger",
            text: "The registry's signature is not of this package, version and content.",
          },
        ],
      };
    return { provenance: { signature: "unchecked", attestations }, notes: [] };
  }
}

/**
 * Checks the attestations, for which the roots of trust of Sigstore are fetched, and compares the repository in
 * them with the one that the package names.
 */
export async function checkAttestations(
  fetched: Fetched,
  make: MakeVerifier,
  settings: Record<string, unknown>,
): Promise<FetchNote[]> {
  if (fetched.provenance === undefined) return [];
  if (fetched.provenance.attestations.length === 0)
    return [gap("Nobody attests from which source it was built.")];
  let proven: Manifest;
  try {
    const keys = (await registryKeys(make({}).registry, settings)) ?? {};
    proven = await make({ ...keys, verifyAttestations: true }).manifest();
  } catch (error) {
    const { code = "", message = "" } = error as { code?: string; message?: string };
    if (code === "EATTESTATIONSUBJECT")
      return [{ weight: "danger", text: "What is attested is another package, version or content." }];
    return [
      gap(
        `It is attested where it was built, but that could not be checked (${(code || message).slice(0, 80)}).`,
      ),
    ];
  }
  const built = repositoriesIn(proven["_attestationBundles"]);
  const claimed = plainUrl(fetched.repository ?? "");
  if (built.length === 0) return [gap("Its publication is attested, and nothing says from which source.")];
  const others = built.filter((each) => plainUrl(each) !== claimed);
  return others.length > 0
    ? [
        {
          weight: "odd",
          text: `It was built from ${others.join(" and ")}, as is attested, and not from the repository that it names.`,
        },
      ]
    : [{ weight: "info", text: `It was built from ${built.join(" and ")}, as is attested and was checked.` }];
}

/** The keys of a registry in the form that the client takes them; undefined where it publishes none. */
async function registryKeys(
  registry: string,
  settings: Record<string, unknown>,
): Promise<Record<string, unknown> | undefined> {
  try {
    const { keys } = recordOf(await registryFetch.json("/-/npm/v1/keys", { ...settings, registry }));
    if (!Array.isArray(keys) || keys.length === 0) return undefined;
    const { host, pathname } = new URL(registry);
    const usable = keys.map((each) => ({
      ...recordOf(each),
      pemkey: `-----BEGIN PUBLIC KEY-----\n${String(recordOf(each)["key"])}\n-----END PUBLIC KEY-----`,
    }));
    return { [`//${host}${pathname}:_keys`]: usable };
  } catch {
    return undefined; // as registries that do not sign answer
  }
}

/** Repositories that statements of how a package was built name. */
function repositoriesIn(bundles: unknown): string[] {
  const out = new Set<string>();
  for (const each of Array.isArray(bundles) ? bundles : []) {
    try {
      const { payload } = recordOf(recordOf(recordOf(each)["bundle"])["dsseEnvelope"]);
      const { predicate } = recordOf(JSON.parse(Buffer.from(String(payload), "base64").toString("utf8")));
      const { externalParameters } = recordOf(recordOf(predicate)["buildDefinition"]);
      const { repository } = recordOf(recordOf(externalParameters)["workflow"]);
      if (typeof repository === "string") out.add(repository);
    } catch {
      // No statement that can be read: nothing is attested by it.
    }
  }
  return [...out].sort();
}

const plainUrl = (url: string): string =>
  url
    .replace(/^git\+/, "")
    .replace(/^(?:https?|git|ssh):\/\/(?:git@)?/, "")
    .replace(/\.git$/, "")
    .replace(/\/+$/, "")
    .toLowerCase();

const gap = (text: string): FetchNote => ({ weight: "gap", text });
