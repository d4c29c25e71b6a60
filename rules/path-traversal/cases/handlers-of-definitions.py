# Handlers that are made for each definition of a tool, and found by its name.
import os

from mcp.server import Server
from mcp.types import TextContent, Tool

server = Server("prompts")
FOLDER = "/srv/prompts"
SCHEMA = {"type": "object", "properties": {"file": {"type": "string"}}}
READING = [
    Tool(name="run_prompt", description="Runs a prompt.", inputSchema=SCHEMA),
    Tool(name="show_prompt", description="Shows a prompt.", inputSchema=SCHEMA),
]
NAMING = [Tool(name="size_of_prompt", description="Tells the size of a prompt.", inputSchema=SCHEMA)]


def reader(name: str):
    async def handler(file: str) -> str:
        with open(os.path.join(FOLDER, file)) as found:  # expect: path-traversal
            return name + found.read()

    return handler


def careful_reader(name: str):
    async def handler(file: str) -> str:
        with open(os.path.join(FOLDER, os.path.basename(file))) as found:
            return name + str(len(found.read()))

    return handler


HANDLERS = {tool.name: reader(tool.name) for tool in READING}
HANDLERS.update({tool.name: careful_reader(tool.name) for tool in NAMING})


@server.list_tools()
async def list_tools() -> list[Tool]:
    return [*READING, *NAMING]


@server.call_tool()
async def call_tool(name: str, arguments: dict):
    handler = HANDLERS.get(name)
    if handler is None:
        raise ValueError(name)
    return [TextContent(type="text", text=await handler(**arguments))]
