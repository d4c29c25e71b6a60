/**
 * Two servers of one configuration that a client or a user cannot tell apart: the same name twice (the later
 * one silently wins), names that are one name once a client has made an identifier of them, and names that
 * look alike.
 */
import { type ConfiguredServer, defineCheck } from "../../src/rules/api.js";

/** Letters of other scripts, and digits, that pass for Latin letters. */
const ALIKE: Readonly<Record<string, string>> = {
  а: "a",
  е: "e",
  о: "o",
  р: "p",
  с: "c",
  у: "y",
  х: "x",
  і: "i",
  ѕ: "s",
  ԁ: "d",
  ո: "n",
  ɡ: "g",
  ο: "o",
  α: "a",
  ν: "v",
  ı: "i",
  ⅼ: "l",
};

export const check = defineCheck((program, report) => {
  for (const { servers } of program.artifacts.clients) {
    const known = new Map<string, ConfiguredServer>();
    for (const server of servers) {
      if (server.client === "registry" || server.client === "bundle" || server.disabled) continue;
      const key = `${server.scope.span.line}:${server.scope.span.col}:${plain(server.name)}`;
      const other = known.get(key);
      if (other === undefined) {
        known.set(key, server);
        continue;
      }
      if (same(server, other) && server.name === other.name) continue;
      report({
        at: server.nameAt,
        message:
          server.name === other.name
            ? `Two servers are called \`${server.name}\`; the later one silently takes the place of the other.`
            : `The names \`${server.name}\` and \`${other.name}\` become one, so calls meant for one server may reach the other.`,
        related: [{ at: other.nameAt, text: "the other server of this name" }],
      });
    }
  }
});

/** What clients make of a name when they put it before the names of tools, with letters that look alike made one. */
function plain(name: string): string {
  return [...name.normalize("NFKC").toLowerCase()]
    .map((char) => ALIKE[char] ?? char)
    .join("")
    .replace(/[^a-z0-9]+/g, "_");
}

function same(a: ConfiguredServer, b: ConfiguredServer): boolean {
  const text = (each: ConfiguredServer) =>
    JSON.stringify([each.command?.text, each.args.map((arg) => arg.text), each.url?.text]);
  return text(a) === text(b);
}
