/** Items of an inventory in words: "write files below /srv/notes/…", "contact api.example.org". */
import type { InventoryItem } from "./inventory.js";

/** The ability in the infinitive. */
export function abilityOf(item: InventoryItem): string {
  const { subject, by } = item;
  switch (item.kind) {
    case "file-read":
      return `read ${files(item)}`;
    case "file-list":
      return subject === "" ? `list ${folders(item)}` : `list ${named(item)}`;
    case "file-write":
      return `write ${files(item)}`;
    case "file-delete":
      return `delete ${files(item)}`;
    case "network":
      if (subject === "(net)" || subject === "(tls)" || subject === "(dgram)" || subject === "(socket)")
        return "open network connections";
      if (subject.startsWith("(")) return `send data to the service behind ${subject.slice(1, -1)}`;
      if (subject.startsWith("$")) return `contact the host in the variable ${subject.slice(1)}`;
      if (subject !== "")
        return by === "setting"
          ? `contact ${subject}, unless it is configured otherwise`
          : `contact ${subject}`;
      return by === "caller"
        ? "contact hosts that a caller names"
        : by === "setting"
          ? "contact a host that you configure"
          : "contact hosts that it computes";
    case "listen":
      return subject === "this machine only"
        ? "listen for connections from this machine"
        : item.open === true && by === "setting"
          ? "listen for connections from other machines, unless it is configured otherwise"
          : "listen for connections from other machines";
    case "program":
      if (subject === "(the system's opener)")
        return "open addresses and files with the programs of your desktop";
      if (subject !== "")
        return by === "setting"
          ? `start \`${subject}\`, unless it is configured otherwise`
          : `start \`${subject}\``;
      return by === "caller"
        ? "start programs that a caller names"
        : by === "setting"
          ? "start a program that you configure"
          : "start programs whose names it computes";
    case "code":
      return by === "caller" ? "run code that a caller sends" : "run code that is not part of the package";
    case "database":
      return `send ${statements(item.verbs ?? [])} to a database (${subject})`;
    case "environment":
      return subject === ""
        ? "hand on all variables of its environment"
        : `read the variable ${subject}${item.secret === true ? ", a secret" : ""}`;
    case "private-data":
      return `read your clipboard, screen or keys (${subject})`;
  }
}

const FILE_VERBS = [
  ["file-read", "read"],
  ["file-write", "write"],
  ["file-delete", "delete"],
  ["file-list", "list"],
] as const;

/**
 * The abilities of several items, each once with the items that give it: what is done to the same files is one
 * ability ("read, write and delete files that a caller names").
 */
export function abilitiesOf<T extends InventoryItem>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const isFile = FILE_VERBS.some(([kind]) => kind === item.kind);
    const key =
      item.kind === "database"
        ? "database"
        : isFile && item.secret === true
          ? `secret|${item.kind}|${folderOf(item.subject)}`
          : isFile
            ? `file|${item.subject}|${item.by}`
            : abilityOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  const out = new Map<string, T[]>();
  for (const group of groups.values()) {
    const [first] = group as [T, ...T[]];
    if (first.kind === "database") {
      out.set(databases(group), group);
      continue;
    }
    const places = new Set(group.map(({ subject }) => subject));
    if (places.size > 1 && first.secret === true) {
      const verb = FILE_VERBS.find(([kind]) => kind === first.kind)?.[1] ?? "read";
      const text = `${verb} ${places.size} files in \`${folderOf(first.subject)}\` that hold secrets`;
      out.set(text, [...(out.get(text) ?? []), ...group]);
      continue;
    }
    const verbs = FILE_VERBS.filter(([kind]) => group.some((item) => item.kind === kind)).map(
      ([, verb]) => verb,
    );
    // Who reads or writes anywhere finds out what is there.
    const telling = verbs.length > 1 ? verbs.filter((verb) => verb !== "list") : verbs;
    const text =
      telling.length > 1
        ? `${listed(telling)} ${files(first)}`
        : abilityOf(
            group.find(
              (item) =>
                telling.length === 0 ||
                FILE_VERBS.some(([kind, verb]) => kind === item.kind && verb === telling[0]),
            ) ?? first,
          );
    out.set(text, [...(out.get(text) ?? []), ...group]);
  }
  return out;
}

const statements = (verbs: readonly string[]): string =>
  verbs.length > 0 && verbs.length < 5 ? `${listed(verbs)} statements` : "statements";

/** The verbs are told where they are known of every statement. */
function databases(items: readonly InventoryItem[]): string {
  const packages = [...new Set(items.map(({ subject }) => subject))].sort();
  const known = items.every(({ verbs = [] }) => verbs.length > 0);
  const verbs = known ? [...new Set(items.flatMap((item) => item.verbs ?? []))].sort() : [];
  return `send ${statements(verbs)} to ${packages.length === 1 ? "a database" : "databases"} (${packages.join(", ")})`;
}

/** "a, b and c". */
export function listed(texts: readonly string[]): string {
  return texts.length < 2 ? (texts[0] ?? "") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}

/** The folder that a file is in. */
const folderOf = (path: string): string => path.replace(/[\\/][^\\/]*$/, "") || "/";

function files(item: InventoryItem): string {
  if (item.subject !== "") return named(item);
  return item.by === "caller"
    ? "files that a caller names"
    : item.by === "setting"
      ? "a file that you configure"
      : "files whose names it computes";
}

function folders(item: InventoryItem): string {
  return item.by === "caller"
    ? "folders that a caller names"
    : item.by === "setting"
      ? "a folder that you configure"
      : "folders that it computes";
}

function named({ subject, by, secret }: InventoryItem): string {
  const place = subject.endsWith("…") ? `files below \`${subject.slice(0, -1)}\`` : `\`${subject}\``;
  if (secret === true) return `${place}, which holds secrets`;
  return by === "setting" ? `${place}, unless it is configured otherwise` : place;
}

/** Is it something a caller may do as he likes, so that limits have to come from outside? */
export function isFree(item: InventoryItem): boolean {
  if (item.kind === "code") return true;
  if (item.kind === "private-data") return true;
  if (item.kind === "listen") return item.open === true;
  if (item.kind === "program")
    return (
      item.subject === "" || /^(?:ba|z|da|k|fi)?sh$|^(?:cmd|powershell|pwsh)(?:\.exe)?$/i.test(item.subject)
    );
  if (item.kind === "file-write" || item.kind === "file-delete" || item.kind === "file-read")
    return item.secret === true || (item.subject === "" && item.by !== "setting");
  return item.kind === "network" && item.subject === "" && item.by === "caller";
}

/** Variables that programs read to know where they run, and that are no secret of anybody. */
const ORDINARY =
  /^(?:PATH|HOME|USER|LOGNAME|LANG|LC_\w+|TZ|TERM|SHELL|PWD|TMPDIR|TEMP|TMP|NODE_ENV|DEBUG|CI|NO_COLOR|FORCE_COLOR|XDG_\w+|APPDATA|LOCALAPPDATA|USERPROFILE|PYTHON\w*|NODE_\w+|npm_\w+|HOSTNAME|COLUMNS|PROCESSOR_\w+|WSL_\w+|VITEST|JEST_\w+)$/i;

export const isOrdinaryVariable = (name: string): boolean => ORDINARY.test(name);
