/** Servers that speak the protocol by themselves: which tools they list, wherever the message is compared. */
import { describe, expect, it } from "vitest";
import { audit } from "../../src/index.js";

const listed: Readonly<Record<string, readonly string[]>> = {
  "protocol-in-objects": ["count", "head", "lines", "ping", "search", "trace"],
  "protocol-as-sent": ["count", "head", "lines", "owner", "search", "size"],
};

for (const [name, tools] of Object.entries(listed))
  describe(name, () => {
    for (const file of ["case.ts", "case.js", "case.py"])
      it(`lists its tools in ${file}`, async () => {
        const { server } = await audit({ paths: [`fixtures/polyglot/${name}/${file}`] });
        expect([...new Set(server.entities.map((e) => e.name))].sort()).toEqual(tools);
      });
  });
