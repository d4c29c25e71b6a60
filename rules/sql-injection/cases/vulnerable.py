# A value in the text of a query.
import sqlite3

from mcp.server.fastmcp import FastMCP

db = sqlite3.connect("shop.db")
mcp = FastMCP("cases")


@mcp.tool()
def find_user(one: str, two: str, three: str, four: str) -> str:
    cursor = db.cursor()
    cursor.execute(f"SELECT * FROM users WHERE name = '{one}'")  # expect: sql-injection
    cursor.execute("SELECT * FROM users WHERE name = '%s'" % two)  # expect: sql-injection
    cursor.execute("SELECT * FROM users WHERE name = '" + three + "'")  # expect: sql-injection
    cursor.execute("SELECT * FROM users WHERE name = '{}'".format(four))  # expect: sql-injection
    return str(cursor.fetchall())
