/**
 * Which modules run in a container that is there for them: a Dockerfile starts a module of their folder, and
 * nothing in that folder, nor what it imports, serves MCP.
 *
 *   CMD ["npm", "run", "start:box"]      "start:box": "tsx box/app.ts"      all of box/ runs in the container
 *
 * An MCP server with a Dockerfile is not meant: clients start it on the user's machine as well. Emitted code is
 * not traced back to its sources.
 */
import type { Artifacts, Dockerfile, DockerStage } from "../artifacts/types.js";
import type { ModuleIR } from "../ir/types.js";
import type { Machine } from "../taint/machine.js";

const MAX_STAGES = 50;
const CODE = /\.(?:[cm]?[jt]sx?|py)$/;
const SCRIPT_RUNNER = /^(?:npm|pnpm|yarn|bun)$/;

export interface Serving {
  readonly m: Machine;
  readonly modules: readonly ModuleIR[];
  readonly artifacts: Artifacts | undefined;
  /** Paths of the modules that register something of MCP or start a transport. */
  readonly mcp: ReadonlySet<string>;
}

/** Is the module at this path one of them? */
export function inContainers(program: Serving): (path: string) => boolean {
  const folders = new Set<string>();
  for (const file of program.artifacts?.dockerfiles ?? []) {
    const started = startedBy(file, program);
    if (started === undefined) continue;
    const folder = folderOf(started);
    const own = program.modules.filter(({ path }) => isIn(path, folder));
    if (![...withImports(own, program)].some((path) => program.mcp.has(path))) folders.add(folder);
  }
  return (path) => [...folders].some((folder) => isIn(path, folder));
}

/** The module that the image starts, by its last stage or the stage this one is built on. */
function startedBy(file: Dockerfile, { modules, artifacts }: Serving): string | undefined {
  const folder = folderOf(file.path);
  let words: readonly string[] = [];
  let stage: DockerStage | undefined = file.stages.at(-1);
  for (let i = 0; stage !== undefined && words.length === 0 && i < MAX_STAGES; i++, stage = stage.base)
    words = [...wordsOf(stage, "ENTRYPOINT"), ...wordsOf(stage, "CMD")];
  const at = words.findIndex((word) => SCRIPT_RUNNER.test(word));
  if (at >= 0) {
    const [first, second] = words.slice(at + 1).filter((word) => !word.startsWith("-"));
    const name = first === "run" ? second : first;
    const scripts = artifacts?.npm.find(({ path }) => folderOf(path) === folder)?.scripts;
    words = scripts?.find((script) => script.name === name)?.value.text.split(/\s+/) ?? [];
  }
  for (const word of words) {
    if (!CODE.test(word)) continue;
    // The folder is copied to some place in the image.
    const tail = word.replace(/^(?:\.?\/)+/, "");
    const below = modules.filter(({ path }) => isIn(path, folder));
    const found =
      below.find(({ path }) => path === (folder === "" ? tail : `${folder}/${tail}`)) ??
      (word.startsWith("/") ? below.find(({ path }) => isEndOf(path.slice(folder.length), tail)) : undefined);
    if (found !== undefined) return found.path;
  }
  return undefined;
}

/** `/app/box/main.py` of the image is `box/main.py` of the folder. */
const isEndOf = (path: string, tail: string): boolean => {
  const own = path.replace(/^\//, "");
  return tail === own || tail.endsWith(`/${own}`);
};

function wordsOf(stage: DockerStage, name: string): readonly string[] {
  const words = stage.instructions.findLast((each) => each.name === name)?.words ?? [];
  return words.flatMap(({ text }) => text.split(/[\s"',[\]]+/)).filter((word) => word !== "");
}

function withImports(start: readonly ModuleIR[], { m, modules }: Serving): ReadonlySet<string> {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const seen = new Set<string>();
  const open = [...start];
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    if (seen.has(module.path)) continue;
    seen.add(module.path);
    for (const fn of module.functions)
      for (const block of fn.blocks)
        for (const instr of block.instrs) {
          if (instr.op !== "import" || instr.specifier === undefined) continue;
          const to = m.resolve(module, instr.specifier);
          const next = to.kind === "file" ? byPath.get(to.path) : undefined;
          if (next !== undefined) open.push(next);
        }
  }
  return seen;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));
const isIn = (path: string, folder: string): boolean => folder === "" || path.startsWith(`${folder}/`);
