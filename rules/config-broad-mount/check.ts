/**
 * Configured servers that are given a whole disk, a home folder or the folders where credentials live: as an
 * argument of a server for files, or as a volume of a container.
 */
import { baseName, type ConfiguredServer, defineCheck, type PlacedText } from "../../src/rules/api.js";

const ROOT = /^(?:\/|[A-Za-z]:[\\/]{0,2}|\/\*|\*|file:\/\/\/)$/;
const HOME =
  /^(?:~|\$HOME|\$\{HOME\}|\$\{userHome\}|%USERPROFILE%|\$\{env:(?:HOME|USERPROFILE)\}|\/root|\/home|\/Users|(?:\/home|\/Users)\/[^/]+|[A-Za-z]:[\\/]+Users(?:[\\/]+[^\\/]+)?)[\\/]?$/i;
const CREDENTIALS = /(?:^|[\\/])\.(?:ssh|aws|gnupg|kube|azure|docker|config[\\/]gcloud)[\\/]?$|^\/etc\/?$/;
const SOCKET = /(?:docker|containerd|podman)\.sock$/;

export const check = defineCheck((program, report) => {
  for (const server of program.artifacts.clients.flatMap((client) => client.servers)) {
    const container = /^(?:docker|podman|nerdctl)$/.test(baseName(server.command?.text ?? ""));
    for (const folder of container ? volumesOf(server.args) : foldersOf(server)) {
      const what = wideness(folder.text);
      if (what === undefined) continue;
      report({
        at: folder.at,
        message: `\`${server.name}\` is given ${what}: everything in it is within reach of whoever can talk the model into a call.`,
        ...(container && !/:ro\b/.test(folder.text) ? { severity: "high" as const } : {}),
      });
    }
  }
});

function wideness(text: string): string | undefined {
  const path = text.trim();
  if (ROOT.test(path)) return "the whole file system";
  if (SOCKET.test(path)) return "the socket of the container runtime";
  if (CREDENTIALS.test(path)) return `\`${path}\`, where credentials are kept`;
  return HOME.test(path) ? "a whole home folder" : undefined;
}

/** Operands of a server that is about files; a slash may mean anything elsewhere. */
function foldersOf({ command, args, name, env }: ConfiguredServer): readonly PlacedText[] {
  const about = [name, command?.text ?? "", ...args.map((arg) => arg.text)].join(" ");
  if (!/file|fs\b|folder|director|disk|drive|shell|terminal|command|git\b|obsidian|docs?\b|code/i.test(about))
    return [];
  const operands = args.flatMap((arg): PlacedText[] => {
    const value =
      /^--?(?:root|dir|directory|path|allow(?:ed)?(?:-\w+)*|base(?:-\w+)?|workspace|folder)=(.+)$/.exec(
        arg.text,
      )?.[1];
    return value === undefined ? [arg] : [{ ...arg, text: value }];
  });
  const settings = env.filter(
    ({ name: key }) => /(?:ROOT|DIR|DIRECTOR(?:Y|IES)|PATHS?|FOLDERS?)$/i.test(key) && !/^PATH$/i.test(key),
  );
  return [...operands, ...settings.map(({ value }) => value)];
}

/** Sources of `-v source:target` and `--mount type=bind,src=source,...`. */
function volumesOf(args: readonly PlacedText[]): readonly PlacedText[] {
  return args.flatMap((arg, index): PlacedText[] => {
    const [, option, inline] = /^(-v|--volume|--mount)(?:=(.+))?$/.exec(arg.text) ?? [];
    if (option === undefined) return [];
    const given = inline === undefined ? args[index + 1] : { ...arg, text: inline };
    if (given === undefined) return [];
    const source =
      option === "--mount"
        ? /(?:^|,)(?:src|source)=([^,]+)/.exec(given.text)?.[1]
        : /^([A-Za-z]:[\\/][^:]*|\$\{[^}]*\}[^:]*|[^:]+):/.exec(given.text)?.[1];
    return source === undefined ? [] : [{ ...given, text: source }];
  });
}
