import type { Fetched } from "../../src/fetch/types.js";

/** What fetching a package from npm would have given, unpacked at `root`; its program is server.js. */
export function fetched(name: string, root: string): Fetched {
  return {
    spec: { kind: "npm", text: `npm:${name}`, name, version: "" },
    root,
    name,
    version: "1.0.0",
    bin: { name, path: "server.js" },
    integrity: "sha512-x",
    published: undefined,
    publishers: [],
    author: undefined,
    license: undefined,
    description: undefined,
    repository: undefined,
    deprecated: undefined,
    installScripts: [],
    launch: undefined,
    history: undefined,
    notes: [],
    cached: true,
  };
}
