# The operator may put something in front of all names of tools. A call by such a name is still one of the listed tool,
# whose schema the library holds the arguments against.
import os
from pathlib import Path

from mcp.server import Server
from mcp.types import TextContent, Tool

PREFIX = os.environ.get("TOOL_PREFIX", "")
NOTES = Path("/srv/notes")

app = Server("prefixed-tools")


def schema(**name: str) -> dict:
    return {"type": "object", "properties": {"name": {"type": "string", **name}}, "required": ["name"]}


@app.list_tools()
async def list_tools() -> list[Tool]:
    return [
        Tool(name=f"{PREFIX}read_note", description="Reads a note.", inputSchema=schema(pattern="^[a-z]+$")),
        Tool(name=f"{PREFIX}read_any", description="Reads any note.", inputSchema=schema()),
    ]


@app.call_tool()
async def call_tool(name: str, arguments: dict) -> list[TextContent]:
    if name == f"{PREFIX}read_note":
        text = (NOTES / arguments["name"]).read_text()
    elif name == f"{PREFIX}read_any":
        text = (NOTES / arguments["name"]).read_text()  # expect: path-traversal
    else:
        raise ValueError("unknown tool")
    return [TextContent(type="text", text=text)]
