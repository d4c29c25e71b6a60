# Fixed queries with bound values, and connections that cannot write.
import sqlite3

from mcp.server.fastmcp import FastMCP
from neo4j import READ_ACCESS, GraphDatabase

mcp = FastMCP("cases")
driver = GraphDatabase.driver("neo4j://localhost")
REPORTS = {"users": "SELECT count(*) FROM users", "orders": "SELECT count(*) FROM orders"}


@mcp.tool()
def query_orders(month: str) -> list:
    """Queries the orders of a month."""
    db = sqlite3.connect("file:shop.db?mode=ro", uri=True)
    return db.execute("SELECT * FROM orders WHERE month = ?", (month,)).fetchall()


@mcp.tool()
def run_query(report: str) -> list:
    """Runs one of the reports."""
    db = sqlite3.connect("file:shop.db?mode=ro", uri=True)
    return db.execute(REPORTS[report]).fetchall()


@mcp.tool()
def friends(name: str) -> str:
    """Queries the friends of a person."""
    with driver.session(default_access_mode=READ_ACCESS) as session:
        return str(session.run("MATCH (p {name: $name})--(q) RETURN q", name=name).data())
