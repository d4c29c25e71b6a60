/**
 * Fetches a package from the user's npm registry. The registry client is told to fetch a registry's version
 * and nothing else: it never runs a script, and unpacking is this program's own.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import npa from "npm-package-arg";
import pacote from "pacote";
import { ScanError, UserError } from "../errors.js";
import type { About, Cache } from "./cache.js";
import {
  compareManifests,
  type Manifest,
  noteBinaries,
  npmBin,
  npmInstallScripts,
  personOf,
  readManifest,
  recordOf,
  urlOf,
} from "./describe-npm.js";
import { checkAttestations, proveNpm } from "./npm-provenance.js";
import { readNpmSettings } from "./npm-settings.js";
import type { FetchContext, Fetched, FetchNote, TargetSpec } from "./types.js";
import { unpack } from "./unpack/index.js";
import { notesOnLeftOut } from "./unpack/left-out.js";

const MAX_PACKED = 256 * 1024 ** 2;

type NpmSpec = Extract<TargetSpec, { kind: "npm" }>;
/** The part of the registry client that is used; its other parts can fetch folders and repositories, and build. */
interface Fetcher {
  packument(): Promise<Manifest>;
  readonly registry: string;
  manifest(): Promise<Manifest>;
  tarballStream<T>(read: (stream: AsyncIterable<Buffer>) => Promise<T>): Promise<T>;
}
const { RegistryFetcher } = pacote as unknown as {
  RegistryFetcher: new (spec: npa.Result, options: Record<string, unknown>) => Fetcher;
};

/** Fetches the version that the spec means now. */
export async function fetchNpm(
  spec: NpmSpec,
  cache: Cache,
  context: FetchContext,
): Promise<{ root: string; about: About; cached: boolean }> {
  const name = `npm:${spec.name}@${spec.version}`;
  const temporary = cache.temporary();
  try {
    const settings = await readNpmSettings(context.env, temporary);
    const parsed = npa(spec.version === "" ? spec.name : `${spec.name}@${spec.version}`);
    if (parsed.registry !== true)
      throw new UserError(
        `${spec.text} does not name a version on a registry.`,
        "Write it like npm:@scope/name@1.2.3.",
      );
    const options = {
      ...settings,
      cache: join(temporary, "cache"),
      fullMetadata: true,
      ignoreScripts: true,
      // Asked for once, however often it is looked at.
      packumentCache: new Map(),
    };
    const fetcher = new RegistryFetcher(parsed, options);
    context.onProgress?.(`Asking the registry for ${spec.name} ...`);
    const { packument, manifest } = await ask(fetcher, spec);
    const { provenance, notes } = await proveNpm(
      manifest,
      (more) => new RegistryFetcher(parsed, { ...options, ...more }),
      options,
    );
    const proven = (about: About): About => ({
      ...about,
      ...told(packument, manifest),
      provenance,
      notes: [...about.notes, ...notes],
    });
    const integrity = String(manifest["_integrity"] ?? "");
    const key = `npm ${manifest["name"]}@${manifest["version"]} ${integrity}`;
    const known = integrity === "" ? undefined : cache.find(key);
    if (known !== undefined) {
      cache.name(name, key);
      return { root: known.root, about: proven(known.about), cached: true };
    }
    context.onProgress?.(`Fetching ${manifest["name"]}@${manifest["version"]} ...`);
    const data = await download(fetcher, spec);
    const found = await cache.add(key, async (folder) => {
      const stage = await unpack(data, folder, { what: spec.text, form: "tar", strip: 1 });
      return about(packument, manifest, folder, stage.files, integrity, notesOnLeftOut(stage));
    });
    cache.name(name, key);
    return { root: found.root, about: proven(found.about), cached: false };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Holds what is attested of a version against what it claims. */
export async function attestedNpm(
  fetched: Fetched,
  cache: Cache,
  context: FetchContext,
): Promise<FetchNote[]> {
  const temporary = cache.temporary();
  try {
    const settings = await readNpmSettings(context.env, temporary);
    // A version and no range: only that can be what is attested.
    const parsed = npa(`${fetched.name}@${fetched.version}`);
    const options = { ...settings, cache: join(temporary, "cache"), tufCache: join(temporary, "tuf") };
    const make = (more: Record<string, unknown>): Fetcher =>
      new RegistryFetcher(parsed, { ...options, ...more });
    return await checkAttestations(fetched, make, options);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function ask(fetcher: Fetcher, spec: NpmSpec): Promise<{ packument: Manifest; manifest: Manifest }> {
  try {
    const packument = await fetcher.packument();
    const manifest = await fetcher.manifest();
    return { packument, manifest };
  } catch (error) {
    throw explain(error, spec);
  }
}

async function download(fetcher: Fetcher, spec: NpmSpec): Promise<Buffer> {
  const read = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of stream) {
      size += part.length;
      if (size > MAX_PACKED) throw tooLarge(spec);
      parts.push(part);
    }
    return Buffer.concat(parts);
  };
  try {
    return await fetcher.tarballStream(read);
  } catch (error) {
    throw explain(error, spec);
  }
}

/** What the registry says today; kept out of the tree's own record, because it can change. */
function told(
  packument: Manifest,
  manifest: Manifest,
): Pick<About, "published" | "publishers" | "deprecated" | "history"> {
  const time = recordOf(packument["time"]);
  const user = personOf(manifest["_npmUser"]);
  const may = manifest["maintainers"] ?? packument["maintainers"];
  const published = time[String(manifest["version"])];
  const created = time["created"];
  const first =
    typeof created === "string"
      ? created
      : Object.values(time)
          .filter((each) => typeof each === "string")
          .sort()[0];
  return {
    published: typeof published === "string" ? published : undefined,
    publishers:
      user !== undefined ? [user] : (Array.isArray(may) ? may : []).flatMap((each) => personOf(each) ?? []),
    deprecated:
      typeof manifest["deprecated"] === "string" && manifest["deprecated"] !== ""
        ? manifest["deprecated"]
        : undefined,
    history: {
      first,
      versions: Object.keys(recordOf(packument["versions"])).length,
      latest: textOf(recordOf(packument["dist-tags"])["latest"]),
    },
  };
}

function about(
  packument: Manifest,
  manifest: Manifest,
  folder: string,
  files: ReadonlySet<string>,
  integrity: string,
  notes: About["notes"],
): About {
  const packed = readManifest(folder);
  const name = String(manifest["name"]);
  const version = String(manifest["version"]);
  return {
    ...told(packument, manifest),
    name,
    version,
    integrity,
    author: personOf(packed?.["author"] ?? manifest["author"]),
    license: typeof packed?.["license"] === "string" ? packed["license"] : undefined,
    description: typeof packed?.["description"] === "string" ? packed["description"] : undefined,
    repository: urlOf(packed?.["repository"] ?? manifest["repository"]),
    installScripts: packed === undefined ? [] : npmInstallScripts(packed, folder),
    bin: npmBin(packed),
    launch: { command: "npx", args: ["-y", `${name}@${version}`] },
    notes: [
      ...compareManifests(manifest, packed, files.has("binding.gyp")),
      ...noteBinaries(files),
      ...notes,
    ],
  };
}

const tooLarge = (spec: NpmSpec): ScanError =>
  new ScanError(
    `${spec.text} is larger than ${MAX_PACKED / 1024 ** 2} MB packed, so it was not fetched.`,
    "A server of this size holds something else than code. Audit its repository: git+https://...",
  );

/** The client's errors, in words for whoever typed the name. */
function explain(error: unknown, spec: NpmSpec): unknown {
  if (error instanceof ScanError || error instanceof UserError) return error;
  const { code = "", message = "" } = error as { code?: string; message?: string };
  if (code === "E404")
    return new UserError(
      `There is no package ${spec.name} on the npm registry.`,
      "Check the spelling. A private package needs the registry and the token of its scope in your npmrc.",
      { cause: error },
    );
  if (code === "ETARGET" || code === "ENOVERSIONS")
    return new UserError(
      `The package ${spec.name} has no version ${spec.version || "to install"}.`,
      `\`npm view ${spec.name} versions\` lists those it has.`,
      { cause: error },
    );
  if (code === "E401" || code === "E403" || code === "ENEEDAUTH")
    return new UserError(
      `The npm registry does not let you read ${spec.name}.`,
      "Log in with `npm login`, or put the token of this registry into your npmrc.",
      { cause: error },
    );
  if (code === "EINTEGRITY")
    return new ScanError(
      `What the registry sent for ${spec.text} does not have the hash that it names.`,
      "Somebody between you and the registry changed it, or the registry is damaged. Do not install it; try again from another network.",
      { cause: error },
    );
  return new ScanError(
    `${spec.text} could not be fetched (${code || message}).`,
    "Check the network and the registry and proxy in your npmrc. With --offline only what was fetched before is used.",
    { cause: error },
  );
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
