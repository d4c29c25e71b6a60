# "Read-only" by the words of the query.
import re
import sqlite3

import psycopg2
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")
db = sqlite3.connect("shop.db")
FORBIDDEN = ("INSERT", "UPDATE", "DELETE", "DROP")


@mcp.tool()
def read_query(sql: str) -> list:
    """Runs a read-only SQL query."""
    if not sql.strip().upper().startswith("SELECT"):
        raise ValueError("only SELECT")
    return db.execute(sql).fetchall()  # expect: weak-query-guard


@mcp.tool()
def query_database(query: str) -> list:
    """Runs a SQL query."""
    if re.search(r"\b(insert|update|delete|drop|alter)\b", query, re.IGNORECASE):
        raise ValueError("read only")
    connection = psycopg2.connect("dbname=shop")
    cursor = connection.cursor()
    cursor.execute(query)  # expect: weak-query-guard
    return cursor.fetchall()


@mcp.tool()
def select(query: str) -> list:
    """Runs a SELECT."""
    if any(word in query.upper() for word in FORBIDDEN):
        raise ValueError("read only")
    return db.execute(query).fetchall()  # expect: weak-query-guard
