# A value in the text of a query.
import sqlite3

from mcp.server.fastmcp import FastMCP

db = sqlite3.connect("shop.db")
mcp = FastMCP("cases")


@mcp.tool()
def find_user(name: str) -> str:
    cursor = db.cursor()
    cursor.execute(f"SELECT * FROM users WHERE name = '{name}'")  # expect: sql-injection
    cursor.execute("SELECT * FROM users WHERE name = '%s'" % name)  # expect: sql-injection
    cursor.execute("SELECT * FROM users WHERE name = '" + name + "'")  # expect: sql-injection
    cursor.execute("SELECT * FROM users WHERE name = '{}'".format(name))  # expect: sql-injection
    return str(cursor.fetchall())
