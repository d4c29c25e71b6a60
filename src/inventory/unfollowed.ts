/**
 * What a program may be able to do beyond its items: it loads a module of the platform that is there to start
 * programs, to speak to a network or to use files, and no call was seen that does so. In bundles, the way from
 * a tool to such a call often leads through values that nobody can follow.
 */
import type { CapabilityKind, Unfollowed } from "../findings/inventory.js";
import type { Language, ModuleIR } from "../ir/types.js";

type Ability = Unfollowed["ability"];

/** By these, a program is the client of another server. */
const CLIENTS: Readonly<Record<Language, readonly string[]>> = {
  javascript: ["index", "sse", "streamableHttp", "websocket", "stdio"].map(
    (name) => `@modelcontextprotocol/sdk/client/${name}.js`,
  ),
  python: ["session", "sse", "streamable_http", "websocket", "stdio"].map((name) => `mcp.client.${name}`),
};

const MODULES: Readonly<Record<Language, Readonly<Record<Ability, ReadonlySet<string>>>>> = {
  javascript: {
    program: new Set(["child_process"]),
    network: new Set(["http", "https", "http2", "net", "tls", "dgram"]),
    file: new Set(["fs", "fs/promises"]),
    server: new Set(CLIENTS.javascript),
  },
  python: {
    program: new Set(["subprocess", "pty"]),
    network: new Set(["socket", "urllib.request", "http.client", "ftplib", "smtplib"]),
    file: new Set(["shutil"]),
    server: new Set(CLIENTS.python),
  },
};

/** Items that explain why a module is loaded. */
const EXPLAINED: Readonly<Record<Ability, ReadonlySet<CapabilityKind>>> = {
  program: new Set<CapabilityKind>(["program"]),
  network: new Set<CapabilityKind>(["network", "listen", "database"]),
  file: new Set<CapabilityKind>(["file-read", "file-write", "file-list", "file-delete", "code"]),
  server: new Set<CapabilityKind>(),
};

const ABILITIES = Object.keys(EXPLAINED) as Ability[];

/** Abilities that a loaded module stands for and no item tells of, with the modules. */
export function unfollowedOf(
  modules: readonly ModuleIR[],
  seen: ReadonlySet<CapabilityKind>,
): readonly Unfollowed[] {
  const open = ABILITIES.filter((ability) => [...EXPLAINED[ability]].every((kind) => !seen.has(kind)));
  if (open.length === 0) return [];
  const loaded = new Map<Ability, Set<string>>();
  for (const module of modules)
    for (const name of loadedBy(module))
      for (const ability of open)
        if (MODULES[module.language][ability].has(name))
          loaded.set(ability, (loaded.get(ability) ?? new Set()).add(name));
  return open.flatMap((ability) => {
    const names = loaded.get(ability);
    return names === undefined ? [] : [{ ability, modules: [...names].sort() }];
  });
}

function loadedBy(module: ModuleIR): ReadonlySet<string> {
  const out = new Set<string>();
  for (const fn of module.functions)
    for (const block of fn.blocks)
      for (const instr of block.instrs)
        if (instr.op === "import" && instr.specifier !== undefined)
          out.add(instr.specifier.replace(/^node:/, ""));
  return out;
}
