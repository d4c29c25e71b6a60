/** A check is told as the program writes it. */
import { expect, it } from "vitest";
import { audit } from "../../src/index.js";
import { makeTree } from "../discover/make-tree.js";

it("names a comparison as its language does", async () => {
  const python = `
from mcp.server.fastmcp import FastMCP
from sqlalchemy import create_engine, text

mcp = FastMCP("notes")
engine = create_engine("postgresql://localhost/notes")

@mcp.tool()
def ask(query: str) -> list:
    """Asks the database."""
    if query.split(" ")[0] == "SELECT":
        with engine.connect() as connection:
            return list(connection.execute(text(query)))
    return []
`;
  const { findings } = await audit({ paths: [makeTree({ "server.py": python })] });
  const [found] = findings.filter(({ ruleId }) => ruleId === "weak-query-guard");
  expect(found?.message).toContain("`==` asks for `SELECT`");
});
