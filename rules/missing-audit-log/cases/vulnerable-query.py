import sqlite3

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("accounts")
db = sqlite3.connect("/srv/accounts.db")
MOVE = "update accounts set balance = balance - ? where id = ?"


@mcp.tool()  # expect: missing-audit-log
def book_amount(account: str, amount: float) -> str:
    db.execute(MOVE, (amount, account))
    return "booked"


mcp.run()
