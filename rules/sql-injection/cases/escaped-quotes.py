# In a text of SOQL a backslash takes the meaning of what follows: quotes stand behind one, and backslashes, too.
from mcp.server.fastmcp import FastMCP
from simple_salesforce import Salesforce

mcp = FastMCP("escaped-quotes")
org = Salesforce(instance="example.my.salesforce.com", session_id="")


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


@mcp.tool()
def find_user(name: str) -> list[dict]:
    """Finds a user."""
    return org.query(f"SELECT Id FROM User WHERE Name = '{escaped(name)}'")["records"]


@mcp.tool()
def find_doubled(name: str) -> list[dict]:
    """Finds a user."""
    doubled = name.replace("'", "''")
    return org.query(f"SELECT Id FROM User WHERE Name = '{doubled}'")["records"]  # expect: sql-injection


@mcp.tool()
def find_half_escaped(name: str) -> list[dict]:
    """Finds a user."""
    half = name.replace("'", "\\'")
    return org.query(f"SELECT Id FROM User WHERE Name = '{half}'")["records"]  # expect: sql-injection


@mcp.tool()
def find_field(name: str) -> list[dict]:
    """Finds a user."""
    return org.query(f"SELECT {escaped(name)} FROM User LIMIT 5")["records"]  # expect: sql-injection
