# What has been compared with a number in Python is one: a text would have raised TypeError.
import sqlite3

from mcp.server import Server
from mcp.types import TextContent

server = Server("compared-number")
conn = sqlite3.connect("notes.db")


def newest(limit):
    if limit <= 0:
        return []
    return conn.execute(f"SELECT * FROM notes LIMIT {limit}").fetchall()


def oldest(limit):
    if limit == 0:
        return []
    return conn.execute(f"SELECT * FROM notes ORDER BY made LIMIT {limit}").fetchall()  # expect: sql-injection


@server.call_tool()
async def call_tool(name: str, arguments: dict):
    rows = newest(arguments["limit"]) if name == "newest" else oldest(arguments["limit"])
    return [TextContent(type="text", text=str(rows))]
