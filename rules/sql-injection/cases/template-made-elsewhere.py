# Templates that stand at the top of the module, or in a table, and are filled where they are used.
import sqlite3
import subprocess
from urllib.parse import quote

import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("template-made-elsewhere")

COUNT = "SELECT count(*) FROM {table} WHERE kind = ?"
BY_NAME = "SELECT * FROM items WHERE name = '%s'"
ADDRESS = "https://api.example.com/v1/items/{item}"
MIRROR = "https://{mirror}/v1/items"
USAGE = "du -sh %(folder)s --max-depth=%(depth)d"
PROGRAM = "import items\nprint(items.find({name!r}))\n"
UNQUOTED = "import items\nprint(items.find('{name}'))\n"
QUERIES = {"all": "SELECT * FROM {table}", "few": "SELECT * FROM {table} LIMIT {limit:d}"}


class Store:
    lookup = "SELECT * FROM users WHERE id = {0} AND name = {1}"

    def find(self, name: str):
        return sqlite3.connect("items.db").execute(self.lookup.format(7, name)).fetchall()  # expect: sql-injection


@mcp.tool()
def count_rows(table: str) -> str:
    """Counts the rows of a table."""
    rows = sqlite3.connect("items.db").execute(COUNT.format(table=table), ("a",))  # expect: sql-injection
    return str(rows.fetchone())


@mcp.tool()
def count_items(kind: str) -> str:
    """Counts the items of a kind."""
    rows = sqlite3.connect("items.db").execute(COUNT.format(table="items"), (kind,))
    return str(rows.fetchone())


@mcp.tool()
def by_name(name: str) -> str:
    """Finds an item by its name."""
    return str(sqlite3.connect("items.db").execute(BY_NAME % name).fetchall())  # expect: sql-injection


@mcp.tool()
def list_table(table: str, form: str, limit: int) -> str:
    """Lists a table."""
    query = QUERIES[form].format(table=table, limit=limit)
    return str(sqlite3.connect("items.db").execute(query).fetchall())  # expect: sql-injection


@mcp.tool()
def find_user(name: str) -> str:
    """Finds a user."""
    return str(Store().find(name))


@mcp.tool()
def get_item(item: str) -> str:
    """Fetches an item."""
    return requests.get(ADDRESS.format(item=quote(item, safe=""))).text


@mcp.tool()
def get_from_mirror(mirror: str) -> str:
    """Fetches the items of a mirror."""
    return requests.get(MIRROR.format(mirror=mirror)).text  # expect: ssrf


@mcp.tool()
def folder_size(folder: str, depth: int) -> str:
    """Tells how large a folder is."""
    return subprocess.getoutput(USAGE % {"folder": folder, "depth": depth})  # expect: command-injection


@mcp.tool()
def src_size(depth: int) -> str:
    """Tells how large the sources are."""
    return subprocess.getoutput(USAGE % {"folder": "src", "depth": depth})


@mcp.tool()
def find_item(name: str) -> str:
    """Finds an item in a program of its own."""
    done = subprocess.run(["python", "-c", PROGRAM.format(name=name)], capture_output=True, text=True)
    return done.stdout


@mcp.tool()
def find_item_unquoted(name: str) -> str:
    """Finds an item in a program of its own."""
    done = subprocess.run(["python", "-c", UNQUOTED.format(name=name)], capture_output=True, text=True)  # expect: command-injection
    return done.stdout


if __name__ == "__main__":
    mcp.run()
