/** Where a tool is looked up in a table, a finding names the tool and the parameter that lead there. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { audit } from "../../src/audit.js";

const folder = join(import.meta.dirname, "..", "..", "fixtures", "polyglot", "table-dispatch");

const SCRIPT = ["dig/zone", "ping/host", "route/net", "scan/range", "trace/target", "whois/domain"];
const PYTHON = ["dig/zone", "ping/host", "route/net", "scan/range", "trace-route/target", "whois/domain"];

describe("a table of tools", () => {
  it.each([
    ["case.ts", SCRIPT],
    ["case.js", SCRIPT],
    ["case.py", PYTHON],
  ])("gives each finding its tool in %s", async (file, expected) => {
    const { findings } = await audit({ paths: [join(folder, file)], cwd: folder });
    const named = findings
      .filter(({ ruleId }) => ruleId === "command-injection")
      .map(({ origins }) => origins.map(({ name, parameter }) => `${name}/${parameter}`).join(" "));
    expect(named.sort()).toEqual(expected);
  });
});
