# The SDK holds arguments against the schema that a tool is listed with; a tool that is not listed is run as it is called.
import sqlite3

from mcp.server import Server
from mcp.types import TextContent, Tool

app = Server("tuner")
db = sqlite3.connect("tuner.db")


@app.list_tools()
async def list_tools() -> list[Tool]:
    return [
        Tool(
            name="explain",
            description="Explains the fixed report.",
            inputSchema={
                "type": "object",
                "properties": {
                    "format": {"type": "string", "enum": ["text", "json"]},
                    "limit": {"type": "integer"},
                    "table": {"type": "string"},
                },
                "required": ["format"],
            },
        ),
        Tool(name="count", description="Counts rows.", inputSchema={"type": "object"}),
    ]


@app.call_tool()
async def call_tool(name: str, arguments: dict):
    if name == "explain":
        chosen = arguments["format"]
        limit = arguments.get("limit", 1)
        db.execute(f"EXPLAIN (FORMAT {chosen}) SELECT 1 LIMIT {limit}")
        rows = db.execute(f"SELECT count(*) FROM {arguments['table']}").fetchall()  # expect: sql-injection
        return [TextContent(type="text", text=str(rows))]
    if name == "count":
        rows = db.execute(f"SELECT 1 LIMIT {arguments['limit']}").fetchall()  # expect: sql-injection
        return [TextContent(type="text", text=str(rows))]
    if name == "hidden":
        rows = db.execute(f"EXPLAIN (FORMAT {arguments['format']}) SELECT 1").fetchall()  # expect: sql-injection
        return [TextContent(type="text", text=str(rows))]
    raise ValueError(name)
