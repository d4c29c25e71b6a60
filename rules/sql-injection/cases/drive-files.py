# Files of Drive are asked for in a language of its own: quotes and backslashes stand behind a backslash.
import os

from googleapiclient.discovery import build
from mcp.server.fastmcp import FastMCP

FOLDER = os.environ["NOTES_FOLDER"]

mcp = FastMCP("drive-files")
drive = build("drive", "v3")


@mcp.tool()
def find_note(name: str) -> list[dict]:
    """Finds a note by its name."""
    wanted = f"name contains '{name}' and '{FOLDER}' in parents"
    return drive.files().list(q=wanted, fields="files(id, name)").execute()["files"]  # expect: sql-injection


@mcp.tool()
def find_half_escaped(name: str) -> list[dict]:
    """Finds a note by its name."""
    escaped = name.replace("'", "\\'")
    wanted = f"name contains '{escaped}' and '{FOLDER}' in parents"
    return drive.files().list(q=wanted, fields="files(id, name)").execute()["files"]  # expect: sql-injection


@mcp.tool()
def find_in_parts(name: str, kind: str = "") -> list[dict]:
    """Finds a note by its name."""
    parts = ["trashed = false", f"name contains '{name}'"]
    if kind:
        parts.append(f"mimeType = '{kind}'")
    return drive.files().list(q=" and ".join(parts)).execute()["files"]  # expect: sql-injection


@mcp.tool()
def find_escaped(name: str) -> list[dict]:
    """Finds a note by its name."""
    escaped = name.replace("\\", "\\\\").replace("'", "\\'")
    wanted = f"name contains '{escaped}' and '{FOLDER}' in parents"
    return drive.files().list(q=wanted, fields="files(id, name)").execute()["files"]


@mcp.tool()
def run_query(query: str) -> list[dict]:
    """Runs a query of Drive."""
    return drive.files().list(q=query, fields="files(id, name)").execute()["files"]  # expect: unrestricted-query
