import os
import sqlite3
import subprocess
import uuid

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


def write_at_once(path: str, text: str) -> None:
    """The only file that goes is the temporary one, which the function made itself."""
    part = f"{path}.{uuid.uuid4()}.tmp"
    try:
        with open(part, "x") as out:
            out.write(text)
        os.replace(part, path)
    except OSError:
        os.unlink(part)
        raise


@mcp.tool(annotations=ToolAnnotations(readOnlyHint=False, destructiveHint=False))
def create(note: str, text: str) -> str:
    """Creates a note."""
    write_at_once(os.path.join("/srv/notes", os.path.basename(note)), text)
    return note
