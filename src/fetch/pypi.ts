/**
 * Fetches a package from the user's Python index by its JSON interface.
 *
 * The source distribution is what is audited, because it is the source; the wheel is what an installer takes
 * when there is one. Where the wheel holds code that the source does not explain, the wheel is audited.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parse } from "ini";
import { ScanError, UserError } from "../errors.js";
import type { About, Cache } from "./cache.js";
import { noteBinaries, recordOf } from "./describe-npm.js";
import { getBytes, getJson, HttpError } from "./http.js";
import { type PipSettings, readPipSettings } from "./pip-settings.js";
import { about, type Distribution, distributionsOf, told } from "./pypi-record.js";
import type { FetchContext, FetchNote, InstallScript, TargetSpec } from "./types.js";
import { unpack } from "./unpack/index.js";
import { notesOnLeftOut } from "./unpack/left-out.js";
import { soleFolder } from "./unpack/sole-folder.js";
import { compareWheel } from "./wheel.js";

type PypiSpec = Extract<TargetSpec, { kind: "pypi" }>;

const MAX_PACKED = 256 * 1024 ** 2;

/** Fetches the version that the spec means now. */
export async function fetchPypi(
  spec: PypiSpec,
  cache: Cache,
  context: FetchContext,
): Promise<{ root: string; about: About; cached: boolean }> {
  const settings = readPipSettings(context.env);
  context.onProgress?.(`Asking the index for ${spec.name} ...`);
  const record = await ask(spec, settings);
  const files = distributionsOf(record, spec, settings);
  const source = files.find((file) => file.kind === "sdist" && /\.(?:tar\.gz|tgz|zip)$/i.test(file.file));
  const wheel =
    files.find((file) => file.kind === "wheel" && file.file.endsWith("-any.whl")) ??
    files.find((file) => file.kind === "wheel");
  if (source === undefined && wheel === undefined) throw noFiles(spec, files.length);
  const integrity = [source, wheel]
    .flatMap((file) => (file === undefined ? [] : `sha256-${file.sha256}`))
    .join(" ");
  const key = `pypi ${spec.name.toLowerCase()} ${integrity}`;
  const name = `pypi:${spec.name}==${spec.version}`;
  const known = cache.find(key);
  if (known !== undefined) {
    cache.name(name, key);
    return { root: known.root, about: { ...known.about, ...told(record, source ?? wheel) }, cached: true };
  }
  const found = await cache.add(key, async (folder) => {
    const trees = [];
    for (const file of [source, wheel]) {
      if (file === undefined) continue;
      context.onProgress?.(`Fetching ${file.file} ...`);
      const data = await download(file, settings);
      const form = /\.(?:whl|zip)$/i.test(file.file) ? "zip" : "tar";
      const place = `${folder}-${file.kind}`;
      const stage = await unpack(data, place, { what: file.file, form, strip: 0 });
      trees.push({
        kind: file.kind,
        place,
        root: file.kind === "sdist" ? join(place, soleFolder(place)) : place,
        stage,
      });
    }
    const sdist = trees.find((tree) => tree.kind === "sdist");
    const built = trees.find((tree) => tree.kind === "wheel");
    const difference = sdist !== undefined && built !== undefined ? compareWheel(sdist.root, built.root) : [];
    const script = built === undefined ? undefined : scriptOf(built.root, spec.name);
    const chosen = (difference.length > 0 ? built : sdist) ?? built;
    if (chosen === undefined) throw noFiles(spec, 0);
    renameSync(chosen.root, folder);
    for (const tree of trees) rmSync(tree.place, { recursive: true, force: true });
    const notes = [
      ...difference,
      ...(built === undefined ? [noWheel] : []),
      ...noteBinaries([...(built ?? chosen).stage.files]),
      ...trees.flatMap((tree) => notesOnLeftOut(tree.stage)),
      ...(sdist === undefined ? [wheelOnly] : []),
    ];
    return about(
      record,
      source ?? (wheel as Distribution),
      integrity,
      notes,
      installScripts(folder, built !== undefined),
      script,
    );
  });
  cache.name(name, key);
  return { ...found, cached: false };
}

const noWheel: FetchNote = {
  weight: "info",
  text: "There is no wheel, so installing it runs its build on your machine.",
};
const wheelOnly: FetchNote = {
  weight: "info",
  text: "There is no source distribution; the wheel was audited.",
};

/** The record of a version. An index without records of single versions has them in that of the package. */
async function ask(spec: PypiSpec, settings: PipSettings): Promise<Readonly<Record<string, unknown>>> {
  const place = `${settings.api}/${encodeURIComponent(spec.name)}`;
  const whole = await askOne(`${place}/json`, spec, settings);
  if (whole === undefined) throw notThere(spec, settings);
  if (spec.version === "" || recordOf(whole["info"])["version"] === spec.version)
    return { ...whole, latest: recordOf(whole["info"])["version"] };
  const latest = recordOf(whole["info"])["version"];
  const single = await askOne(`${place}/${encodeURIComponent(spec.version)}/json`, spec, settings);
  if (single !== undefined)
    return { releases: whole["releases"], ownership: whole["ownership"], ...single, latest };
  const files = recordOf(whole["releases"])[spec.version];
  if (!Array.isArray(files)) throw notThere(spec, settings);
  return { ...whole, latest, info: { ...recordOf(whole["info"]), version: spec.version }, urls: files };
}

/** The record at an address; undefined when there is none. Addresses in it may be relative to it. */
async function askOne(
  url: string,
  spec: PypiSpec,
  settings: PipSettings,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return recordOf(await getJson(url, settings));
  } catch (error) {
    if (error instanceof HttpError && error.status === 404) return undefined;
    throw unreachable(spec.text, error);
  }
}

function notThere(spec: PypiSpec, settings: PipSettings): UserError {
  return new UserError(
    spec.version === ""
      ? `There is no package ${spec.name} on the Python index.`
      : `There is no version ${spec.version} of a package ${spec.name} on the Python index.`,
    settings.isPublic
      ? `Check the spelling; \`pip index versions ${spec.name}\` lists what is there.`
      : `Check the spelling. Your index has to offer PyPI's JSON interface: ${new URL(settings.api).host} was asked for it.`,
  );
}

async function download(file: Distribution, settings: PipSettings): Promise<Buffer> {
  let data: Buffer;
  try {
    data = await getBytes(file.url, settings, MAX_PACKED);
  } catch (error) {
    throw unreachable(file.file, error);
  }
  if (createHash("sha256").update(data).digest("hex") !== file.sha256)
    throw new ScanError(
      `What the index sent as ${file.file} does not have the hash that it names.`,
      "Somebody between you and the index changed it, or the index is damaged. Do not install it; try again from another network.",
    );
  return data;
}

function unreachable(what: string, error: unknown): unknown {
  if (error instanceof ScanError || error instanceof UserError) return error;
  const { code, message } = error as { code?: string; message?: string };
  return new ScanError(
    `${what} could not be fetched (${error instanceof HttpError ? error.message : (code ?? message ?? "unknown error")}).`,
    "Check the network, and the index and proxy in your pip settings. With --offline only what was fetched before is used.",
    { cause: error },
  );
}

function noFiles(spec: PypiSpec, others: number): ScanError {
  return new ScanError(
    others === 0
      ? `${spec.text} has no files to install.`
      : `${spec.text} has no source distribution or wheel that can be read.`,
    "Audit its repository instead: git+https://host/owner/name.git#tag.",
  );
}

/** Installing a wheel runs nothing; building one runs setup.py or the build backend that pyproject.toml names. */
function installScripts(folder: string, hasWheel: boolean): InstallScript[] {
  if (hasWheel) return [];
  const exists = (name: string): boolean => {
    try {
      return readFileSync(join(folder, name)).length > 0;
    } catch {
      return false;
    }
  };
  return exists("setup.py") ? [{ name: "setup.py", command: "python setup.py bdist_wheel" }] : [];
}

/** The command that a wheel brings along: the only one, or the one that bears the package's name. */
function scriptOf(root: string, name: string): string | undefined {
  const info = readdirSync(root).find((entry) => entry.endsWith(".dist-info"));
  if (info === undefined) return undefined;
  try {
    const { console_scripts: found } = parse(readFileSync(join(root, info, "entry_points.txt"), "utf8"));
    const names = Object.keys(recordOf(found)).filter((each) => /^[\w.-]+$/.test(each));
    const plain = (text: string): string => text.toLowerCase().replace(/[-_.]+/g, "-");
    return names.find((each) => plain(each) === plain(name)) ?? names[0];
  } catch {
    return undefined;
  }
}
