# Fixed queries, chosen by name.
import sqlite3
from typing import Literal

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")
db = sqlite3.connect("shop.db")
QUERIES = {"users": "SELECT count(*) FROM users", "orders": "SELECT count(*) FROM orders"}


@mcp.tool()
def run_report(report: Literal["users", "orders"]) -> list:
    """Runs a report."""
    return db.execute(QUERIES[report]).fetchall()


@mcp.tool()
def run_named(report: str) -> list:
    """Runs a report."""
    sql = QUERIES.get(report)
    if sql is None:
        raise ValueError("no such report")
    return db.execute(sql).fetchall()
