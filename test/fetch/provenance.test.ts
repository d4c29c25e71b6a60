/** Signatures and attestations of npm versions, from a local registry with a key of its own. */
import { createHash, createSign, generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { fetchTarget, withSource } from "../../src/fetch/index.js";
import { parseTarget } from "../../src/fetch/target.js";
import type { Fetched } from "../../src/fetch/types.js";
import { temporaryFolder } from "../temporary.js";
import { tgz } from "./make-archives.js";
import { type Registry, serve } from "./registries.js";

let home: string;
beforeEach(() => {
  home = temporaryFolder("provenance");
});

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const sign = (text: string): string => createSign("SHA256").update(text).sign(privateKey, "base64");
const KEY = publicKey.export({ type: "spki", format: "der" }).toString("base64");
const tarball = tgz([
  {
    name: "package/package.json",
    content: JSON.stringify({ name: "signed", version: "1.0.0", repository: "https://example.org/a/b" }),
  },
]);
const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;

interface Served {
  readonly signatures?: readonly { keyid: string; sig: string }[];
  readonly keys?: readonly Record<string, unknown>[];
  readonly attested?: unknown;
}

async function registryOf({ signatures, keys, attested }: Served): Promise<Registry> {
  return await serve((path, origin) => {
    const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
    if (path === "/-/npm/v1/keys") return keys === undefined ? undefined : json({ keys });
    if (path === "/files/1.0.0.tgz") return tarball;
    if (path.startsWith("/-/npm/v1/attestations/")) return json({ attestations: attested });
    if (path !== "/signed") return undefined;
    const attestations = {
      url: `${origin}/-/npm/v1/attestations/signed@1.0.0`,
      provenance: { predicateType: "https://slsa.dev/provenance/v1" },
    };
    const dist = {
      tarball: `${origin}/files/1.0.0.tgz`,
      integrity,
      ...(signatures === undefined ? {} : { signatures }),
      ...(attested === undefined ? {} : { attestations }),
    };
    const manifest = { name: "signed", version: "1.0.0", dist };
    return json({
      name: "signed",
      "dist-tags": { latest: "1.0.0" },
      versions: { "1.0.0": manifest },
      time: { created: "2025-01-01T00:00:00.000Z", "1.0.0": "2026-02-03T00:00:00.000Z" },
    });
  });
}

async function fetched(served: Served, source = false): Promise<Fetched> {
  const registry = await registryOf(served);
  const spec = parseTarget("npm:signed@1.0.0");
  if (spec === undefined) throw new Error("not a target");
  const env = {
    HOME: home,
    PATH: process.env["PATH"],
    MCP_AUDIT_CACHE: join(home, "cache"),
    npm_config_registry: registry.url,
    npm_config_fetch_retries: "0",
  };
  const context = { cwd: home, env, offline: false };
  try {
    const found = await fetchTarget(spec, context);
    return source ? await withSource(found, context) : found;
  } finally {
    await registry.close();
  }
}

const keys = [{ keyid: "SHA256:one", keytype: "ecdsa-sha2-nistp256", key: KEY, expires: null }];
const good = [{ keyid: "SHA256:one", sig: sign(`signed@1.0.0:${integrity}`) }];

describe("the registry's signature", () => {
  it("is checked with the keys that the registry publishes", async () => {
    const { provenance, notes } = await fetched({ signatures: good, keys });
    expect(provenance).toEqual({ signature: "valid", attestations: [] });
    expect(notes.filter(({ weight }) => weight === "danger")).toEqual([]);
  });

  it("of something else is a deception, also when the package is in the cache", async () => {
    const signatures = [{ keyid: "SHA256:one", sig: sign("signed@1.0.0:sha512-other") }];
    for (const _ of ["fetched", "cached"]) {
      const { provenance, notes } = await fetched({ signatures, keys });
      expect(provenance?.signature).toBe("invalid");
      expect(notes).toContainEqual({
        weight: "danger",
        text: "The registry's signature is not of this package, version and content.",
      });
    }
  });

  it("is called unchecked without its key, and missing where none is served", async () => {
    expect((await fetched({ signatures: good })).provenance?.signature).toBe("unchecked");
    const other = [{ ...keys[0], keyid: "SHA256:two" }];
    expect((await fetched({ signatures: good, keys: other })).provenance?.signature).toBe("unchecked");
    const expired = [{ ...keys[0], expires: "2020-01-01T00:00:00.000Z" }];
    expect((await fetched({ signatures: good, keys: expired })).provenance?.signature).toBe("unchecked");
    expect((await fetched({ keys })).provenance?.signature).toBe("none");
  });
});

describe("attestations", () => {
  const statementOf = (subject: { name: string; sha512: string }): unknown[] => [
    {
      predicateType: "https://slsa.dev/provenance/v1",
      bundle: {
        dsseEnvelope: {
          payload: Buffer.from(
            JSON.stringify({ subject: [{ name: subject.name, digest: { sha512: subject.sha512 } }] }),
          ).toString("base64"),
          signatures: [{ keyid: "", sig: "x" }],
        },
      },
    },
  ];

  it("are counted, and of another content they are a deception", async () => {
    const attested = statementOf({ name: "pkg:npm/signed@1.0.0", sha512: "00" });
    const { provenance, notes } = await fetched({ signatures: good, keys, attested }, true);
    expect(provenance?.attestations).toEqual(["provenance"]);
    expect(notes).toContainEqual({
      weight: "danger",
      text: "What is attested is another package, version or content.",
    });
  });

  it("are said to be missing where there are none", async () => {
    const { notes } = await fetched({ signatures: good, keys }, true);
    expect(notes).toContainEqual({
      weight: "gap",
      text: "Nobody attests from which source it was built.",
    });
  });
});
