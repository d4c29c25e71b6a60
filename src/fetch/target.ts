/**
 * Takes apart what a user names as a target. Pure: nothing is looked up, and a plain path gives undefined.
 *
 *   npm:@scope/server@1.2.3            { kind: "npm", name: "@scope/server", version: "1.2.3" }
 *   pypi:mcp-server-x==0.4             { kind: "pypi", name: "mcp-server-x", version: "0.4" }
 *   git+https://host/repo.git#v1       { kind: "git", url: "https://host/repo.git", ref: "v1" }
 *   ./server-1.0.0.tgz                 { kind: "archive" }
 */
import { UserError } from "../errors.js";
import type { TargetSpec } from "./types.js";

const ARCHIVE = /\.(?:tgz|tar|tar\.gz|whl|zip|mcpb|dxt)$/i;
const NPM_NAME = /^(?:@[a-z0-9~][\w.~-]*\/)?[a-z0-9~][\w.~-]*$/i;
const PYPI_NAME = /^[a-z0-9](?:[\w.-]*[a-z0-9])?$/i;

/** The target that a text names, or undefined when it is a path to a folder or file. Throws a UserError. */
export function parseTarget(text: string): TargetSpec | undefined {
  if (/^npm:/i.test(text)) return npmTarget(text, text.slice(4));
  if (/^pypi:/i.test(text)) return pypiTarget(text, text.slice(5));
  if (/^git\+/i.test(text)) return gitTarget(text, text.slice(4));
  if (/^(?:github|gitlab|bitbucket):/i.test(text) || /^(?:https?|ssh|git):\/\/|^git@/i.test(text)) {
    throw new UserError(
      `${text} is an address, and mcp-audit cannot tell what lies behind it.`,
      "For a repository write git+https://host/owner/name.git#tag, for a package npm:NAME or pypi:NAME. Download an archive first and name the file.",
    );
  }
  return ARCHIVE.test(text) ? { kind: "archive", text, path: text } : undefined;
}

function npmTarget(text: string, rest: string): TargetSpec {
  const at = rest.indexOf("@", 1);
  const name = at < 0 ? rest : rest.slice(0, at);
  const version = at < 0 ? "" : rest.slice(at + 1);
  if (!NPM_NAME.test(name) || name.includes("..")) throw unknownName(text, "npm:@scope/name@1.2.3");
  // Anything but a version, a range or a tag would make the registry client look elsewhere.
  if (/[/:\\\s]/.test(version.replace(/\s*(?:\|\||[<>=^~ -])\s*/g, "")))
    throw unknownName(text, "npm:@scope/name@1.2.3");
  return { kind: "npm", text, name, version };
}

function pypiTarget(text: string, rest: string): TargetSpec {
  const [, name = "", version = ""] = /^([^=@[\]]*)(?:\[[\w,.-]*\])?(?:(?:===?|@)(.*))?$/.exec(rest) ?? [];
  if (!PYPI_NAME.test(name) || !/^[\w.!+-]*$/.test(version))
    throw unknownName(text, "pypi:mcp-server-x==1.2.3");
  return { kind: "pypi", text, name, version: version === "latest" ? "" : version };
}

/** `git+URL#REF`, `git+URL@REF` and `git+URL#subdirectory=FOLDER`, as npm and pip write them. */
function gitTarget(text: string, rest: string): TargetSpec {
  const hash = rest.indexOf("#");
  let url = hash < 0 ? rest : rest.slice(0, hash);
  let ref = "";
  let folder = "";
  for (const part of hash < 0 ? [] : rest.slice(hash + 1).split("&")) {
    const named = /^(subdirectory|path|egg)=(.*)$/.exec(part);
    if (named === null) ref = part.replace(/^(?:commit|branch|tag)=/, "");
    else if (named[1] !== "egg") folder = (named[2] ?? "").replace(/^(?:::)?\/+|\/+$/g, "");
  }
  const at = url.lastIndexOf("@");
  if (ref === "" && at > url.lastIndexOf("/")) {
    ref = url.slice(at + 1);
    url = url.slice(0, at);
  }
  if (!/^(?:https?|ssh|file):\/\/[^\s]+$/.test(url))
    throw unknownName(text, "git+https://host/owner/name.git#v1.2.3");
  if (/^-|[\s\0-\x1f~^:?*[\\]|\.\./.test(ref) || folder.split("/").includes("..")) {
    throw new UserError(
      `${JSON.stringify(ref === "" ? folder : ref)} is not a branch, tag or commit that git accepts.`,
      "Write one of them behind the #, for example git+https://host/owner/name.git#v1.2.3.",
    );
  }
  return { kind: "git", text, url, ref, folder };
}

function unknownName(text: string, example: string): UserError {
  return new UserError(`${text} does not name a package or repository.`, `Write it like ${example}.`);
}

/** True when the text names something that has to be fetched or unpacked before it can be audited. */
export function isTarget(text: string): boolean {
  return parseTarget(text) !== undefined;
}
