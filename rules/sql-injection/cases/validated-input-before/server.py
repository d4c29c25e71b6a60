# Before release 1.10 nothing held the arguments against the schema.
import sqlite3

from mcp.server import Server
from mcp.types import TextContent, Tool

app = Server("old-tuner")
db = sqlite3.connect("tuner.db")


@app.list_tools()
async def list_tools() -> list[Tool]:
    return [
        Tool(
            name="explain_any",
            description="Explains the fixed report.",
            inputSchema={"type": "object", "properties": {"format": {"type": "string", "enum": ["text", "json"]}}},
        ),
    ]


@app.call_tool()
async def call_tool(name: str, arguments: dict):
    if name == "explain_any":
        rows = db.execute(f"EXPLAIN (FORMAT {arguments['format']}) SELECT 1").fetchall()  # expect: sql-injection
        return [TextContent(type="text", text=str(rows))]
    raise ValueError(name)
