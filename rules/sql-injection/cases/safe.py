# Bound values, identifiers from a list.
import sqlite3
from typing import Literal

from mcp.server.fastmcp import FastMCP

db = sqlite3.connect("shop.db")
mcp = FastMCP("cases")
TABLES = {"users", "orders"}


@mcp.tool()
def find_user(name: str, limit: int) -> str:
    cursor = db.cursor()
    cursor.execute("SELECT * FROM users WHERE name = ?", (name,))
    cursor.execute(f"SELECT * FROM users LIMIT {limit}")
    return str(cursor.fetchall())


@mcp.tool()
def count_rows(table: str) -> str:
    if table not in TABLES:
        raise ValueError("unknown table")
    return str(db.execute(f"SELECT count(*) FROM {table}").fetchone())


@mcp.tool()
def sorted_users(direction: Literal["asc", "desc"]) -> str:
    return str(db.execute(f"SELECT * FROM users ORDER BY name {direction}").fetchall())
