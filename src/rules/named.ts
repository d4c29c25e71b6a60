/**
 * Does a program's manifest call it a server of the protocol? Then it is followed even where its code names the
 * protocol nowhere: a plain web application behind a bridge, or one that a client script forwards to.
 */
import type { TreeFiles } from "../frontends/types.js";
import type { ModuleIR } from "../ir/types.js";
import { PROTOCOL } from "../server/protocol.js";

/** True when the nearest `package.json` says so in its name, keywords or description, or `pyproject.toml` anywhere. */
export function namedServer(modules: readonly ModuleIR[], files: TreeFiles | undefined): boolean {
  const said = new Map<string, boolean>();
  const says = (folder: string): boolean => {
    let known = said.get(folder);
    if (known !== undefined || files === undefined) return known ?? false;
    const up = folder.lastIndexOf("/");
    known = manifestSays(files, folder) ?? (folder !== "" && says(folder.slice(0, Math.max(up, 0))));
    said.set(folder, known);
    return known;
  };
  return modules.some(({ path }) => says(path.slice(0, Math.max(path.lastIndexOf("/"), 0))));
}

/** What the manifests of a folder say; undefined where there are none. */
function manifestSays(files: TreeFiles, folder: string): boolean | undefined {
  const text = (name: string) => files.readText(folder === "" ? name : `${folder}/${name}`);
  const npm = text("package.json");
  const python = text("pyproject.toml");
  if (npm === undefined && python === undefined) return undefined;
  return (npm !== undefined && packageSays(npm)) || (python !== undefined && PROTOCOL.test(python));
}

function packageSays(text: string): boolean {
  if (!PROTOCOL.test(text)) return false;
  try {
    const { name, keywords, description } = JSON.parse(text) as Record<string, unknown>;
    return [name, description, ...(Array.isArray(keywords) ? keywords : [])].some(
      (said) => typeof said === "string" && PROTOCOL.test(said),
    );
  } catch {
    return false;
  }
}
