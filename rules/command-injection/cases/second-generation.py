# A low-level server of the second generation: its handlers are arguments, and results are objects.
import subprocess

import mcp.types as types
from mcp.server import Server, ServerRequestContext


async def tools() -> list[types.Tool]:
    schema = {"type": "object", "properties": {"host": {"type": "string"}}}
    return [types.Tool(name="ping", description="Asks a host.", input_schema=schema)]


async def run(name: str, arguments: dict) -> list[types.TextContent]:
    if name == "ping":
        answer = subprocess.getoutput(f"ping -c 1 {arguments['host']}")  # expect: command-injection
        return [types.TextContent(type="text", text=answer)]
    raise ValueError("no such tool")


async def list_tools(context: ServerRequestContext, params: types.PaginatedRequestParams | None) -> types.ListToolsResult:
    return types.ListToolsResult(tools=await tools())


async def call_tool(context: ServerRequestContext, params: types.CallToolRequestParams) -> types.CallToolResult:
    return types.CallToolResult(content=await run(params.name, params.arguments))


server = Server("pings", version="1.0.0", on_list_tools=list_tools, on_call_tool=call_tool)
