/** Inventories of the fixture servers, asserted whole: every ability found, none invented. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { audit } from "../../src/audit.js";
import type { InventoryItem } from "../../src/findings/inventory.js";
import { abilitiesOf, abilityOf } from "../../src/findings/inventory-words.js";

import { makeTree } from "../discover/make-tree.js";

const folder = (name: string): string => join(import.meta.dirname, "..", "..", "fixtures", "servers", name);

const shown = ({ kind, subject, by, location, secret, verbs }: InventoryItem): string =>
  [
    kind,
    subject === "" ? "*" : subject,
    by,
    ...(secret === true ? ["secret"] : []),
    ...(verbs ?? []),
    `:${location.span.line}`,
  ].join(" ");

async function inventoryOf(name: string): Promise<Record<string, string[]>> {
  const { inventory } = await audit({ paths: [folder(name)], inventory: true });
  return Object.fromEntries([
    ...(inventory?.tools ?? []).map((tool) => [tool.name ?? "?", tool.items.map(shown)] as const),
    ["", (inventory?.startup ?? []).map(shown)] as const,
  ]);
}

describe("inventories", () => {
  it("of a server that needs nothing", async () => {
    expect(await inventoryOf("stdio-clock")).toEqual({ now: [], "": [] });
  });

  it("of a server that reads what callers name", async () => {
    expect(await inventoryOf("stdio-reader")).toEqual({
      read: ["file-read * caller :13"],
      list: ["file-list * caller :19"],
      "": [],
    });
  });

  it("of a server whose folder is a setting", async () => {
    expect(await inventoryOf("stdio-notes")).toEqual({
      write_note: [
        "file-write $NOTES_DIR/… caller :17",
        "file-write notes/… caller :17",
        "file-write $NOTES_DIR setting :16",
        "file-write notes constant :16",
      ],
      read_note: ["file-read $NOTES_DIR/… caller :32", "file-read notes/… caller :32"],
      delete_note: ["file-delete $NOTES_DIR/… caller :39", "file-delete notes/… caller :39"],
      "": ["environment NOTES_DIR constant :9", "environment NOTES_SIGNING_KEY constant secret :10"],
    });
  });

  it("of the weak server", async () => {
    expect(await inventoryOf("weak")).toEqual({
      count_words: ["program wc constant :24", "environment * constant :24"],
      read_note: ["file-read /srv/notes/… caller :34"],
      write_note: ["file-write /srv/notes/… caller :46"],
      find_notes: ["database better-sqlite3 constant SELECT :56"],
      preview_link: ["network * caller :70"],
      sum: ["code * caller :77"],
      show_settings: ["environment * constant :83"],
      "": ["file-write notes.db constant :12", "listen all interfaces constant :97"],
    });
  });

  it("of the hardened server", async () => {
    expect(await inventoryOf("hardened")).toEqual({
      count_words: ["program wc constant :49", "environment PATH constant :48"],
      read_note: ["file-read /srv/notes/… caller :61"],
      write_note: ["file-write /srv/notes/… caller :73"],
      find_notes: ["database better-sqlite3 constant SELECT :87"],
      preview_link: ["network * caller :104"],
      sum: [],
      "": [
        "file-write notes.db constant :16",
        "listen this machine only constant :141",
        "environment NOTES_TOKEN constant secret :13",
      ],
    });
  });

  it("show the way from the handler to the call", async () => {
    const { inventory } = await audit({ paths: [folder("stdio-notes")], inventory: true });
    const [item] = inventory?.tools.find((tool) => tool.name === "write_note")?.items ?? [];
    expect(
      item?.way.map(({ callee, location }) => `${callee} ${location.path}:${location.span.line}`),
    ).toEqual(["save server.js:24"]);
    expect(item?.call).toBe("promises.writeFile()");
  });

  it("name the packages of which nothing is known, and no others", async () => {
    const known = await audit({ paths: [folder("weak")], inventory: true });
    expect(known.inventory?.unknown).toEqual([]);
    const root = makeTree({
      "a.js": `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { createHash } from "node:crypto";
import * as strange from "@own/strange/deep/part";
import axios from "axios";
const server = new McpServer({ name: "x", version: "1" });
server.registerTool("go", { description: "Goes." }, async () => {
  strange.send(createHash("md5").update("x").digest("hex"));
  await axios.get("https://api.example.org/x");
  return { content: [] };
});
`,
    });
    const { inventory } = await audit({ paths: [root], inventory: true });
    expect(inventory?.unknown).toEqual(["@own/strange"]);
    expect(inventory?.tools[0]?.items.map(shown)).toEqual(["network api.example.org constant :8"]);
  });

  it("are not made unless they are asked for", async () => {
    expect((await audit({ paths: [folder("stdio-clock")] })).inventory).toBeUndefined();
  });
});

describe("words for abilities", () => {
  const item = (
    kind: InventoryItem["kind"],
    subject: string,
    by: InventoryItem["by"] = "constant",
  ): InventoryItem => ({
    kind,
    subject,
    by,
    call: "",
    way: [],
    location: { path: "a.js", span: { line: 1, col: 0, endLine: 1, endCol: 1 } },
  });

  it("say who decides", () => {
    expect(abilityOf(item("file-read", "", "caller"))).toBe("read files that a caller names");
    expect(abilityOf(item("file-write", "/srv/x/…", "caller"))).toBe("write files below `/srv/x/`");
    expect(abilityOf(item("network", "api.example.org", "setting"))).toBe(
      "contact api.example.org, unless it is configured otherwise",
    );
    expect(abilityOf(item("program", "", "unknown"))).toBe("start programs whose names it computes");
  });

  it("tell what is done to the same files at once", () => {
    const all = abilitiesOf([
      item("file-delete", "", "caller"),
      item("file-read", "", "caller"),
      item("file-list", "", "caller"),
      item("file-write", "", "caller"),
      item("database", "pg"),
      item("database", "mysql2"),
    ]);
    expect([...all.keys()]).toEqual([
      "read, write and delete files that a caller names",
      "send statements to databases (mysql2, pg)",
    ]);
  });
});
