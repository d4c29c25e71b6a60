# Two quotes are one within a text of SQLite; a backslash is one more character.
import sqlite3

import pymysql
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("doubled-quotes")
db = sqlite3.connect("shop.db")
other = pymysql.connect(host="localhost")


@mcp.tool()
def find(name: str) -> list:
    """Finds a shop."""
    quoted = name.replace("'", "''")
    return db.execute(f"SELECT * FROM shops WHERE name = '{quoted}'").fetchall()


@mcp.tool()
def find_unquoted(name: str) -> list:
    """Finds a shop."""
    quoted = name.replace("'", "''")
    return db.execute(f"SELECT * FROM shops WHERE name = {quoted}").fetchall()  # expect: sql-injection


@mcp.tool()
def find_backslash(name: str) -> str:
    """Finds a shop."""
    quoted = name.replace("'", "''")
    cursor = other.cursor()
    cursor.execute(f"SELECT * FROM shops WHERE name = '{quoted}'")  # expect: sql-injection
    return str(cursor.fetchall())


mcp.run()
