"""A service executes the SQL that it is sent: values spliced into it, held between quotes, and a query of the caller's own."""

import aiohttp
import httpx
import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("over-http")
BASE = "https://data.stadt.example.org/api/3/action/"


async def act(action: str, params: dict | None = None) -> dict:
    async with httpx.AsyncClient(timeout=5) as client:
        response = await client.get(BASE + action, params=params)  # expect: sql-injection
        return response.json()["result"]


async def act_quoted(action: str, params: dict | None = None) -> dict:
    async with httpx.AsyncClient(timeout=5) as client:
        response = await client.get(BASE + action, params=params)
        return response.json()["result"]


def quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")


def where(title: str, office: str) -> str:
    conditions: list[str] = []
    if title:
        conditions.append(f"\"title\" ILIKE '%{title}%'")
    if office:
        conditions.append(f"\"office\" ILIKE '%{office}%'")
    return " AND ".join(conditions) if conditions else "TRUE"


@mcp.tool()
async def find(title: str = "", office: str = "") -> dict:
    """Finds decisions."""
    sql = f'SELECT "title" FROM "decisions" WHERE {where(title, office)} ORDER BY "date" DESC'
    return await act("datastore_search_sql", {"sql": sql})


@mcp.tool()
async def find_quoted(title: str = "", office: str = "") -> dict:
    """Finds decisions."""
    sql = f'SELECT "title" FROM "decisions" WHERE {where(quoted(title), quoted(office))} ORDER BY "date" DESC'
    return await act_quoted("datastore_search_sql", {"sql": sql})


@mcp.tool()
def run_statement(warehouse: str, table: str) -> str:
    """Shows rows of a table."""
    body = {"warehouse_id": warehouse, "statement": f"SELECT * FROM {table} LIMIT 10"}
    return requests.post("https://dbc.example.org/api/2.0/sql/statements", json=body, timeout=5).text  # expect: sql-injection


@mcp.tool()
async def query(sql: str) -> dict:
    """Executes a query."""
    async with aiohttp.ClientSession() as session, session.get(BASE + "datastore_search_sql", params={"sql": sql}) as response:
        return await response.json()


@mcp.tool()
def search(words: str) -> str:
    """Searches pages."""
    return requests.get("https://search.example.org/", params={"q": f"news from {words}"}, timeout=5).text


if __name__ == "__main__":
    mcp.run()
