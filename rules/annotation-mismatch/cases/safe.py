import os
import sqlite3
import subprocess

from mcp.server.fastmcp import FastMCP
from mcp.types import ToolAnnotations

mcp = FastMCP("demo")
db = sqlite3.connect("notes.db")


@mcp.tool(annotations=ToolAnnotations(readOnlyHint=True))
def show(note: str) -> str:
    db.execute("SELECT name FROM notes WHERE name = ?", (note,))
    subprocess.run(["git", "log", "--oneline"], cwd="/srv/notes")
    return note


@mcp.tool(annotations=ToolAnnotations(readOnlyHint=False, destructiveHint=True))
def drop(note: str) -> str:
    os.remove(os.path.join("/srv/notes", os.path.basename(note)))
    return note


@mcp.tool(annotations=ToolAnnotations(idempotentHint=True))
def put(note: str) -> str:
    db.execute("INSERT OR REPLACE INTO notes (name) VALUES (?)", (note,))
    return note


@mcp.tool()
def unmarked(note: str) -> str:
    os.remove(os.path.join("/srv/notes", os.path.basename(note)))
    return note


@mcp.tool(annotations=ToolAnnotations(readOnlyHint=True))
def fresh_people() -> str:
    """Lists the people, without what was kept in memory of them."""
    os.remove("/srv/crm/people.cache")
    return "nobody"
