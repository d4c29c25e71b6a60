# What the decorators of the low-level server do, done by hand: handlers are put under the type of their request.
import asyncio
import subprocess

from mcp import server, types
from mcp.server.stdio import stdio_server


async def create() -> server.Server[object]:
    app: server.Server[object] = server.Server(name="handlers-by-hand", version="1.0.0")

    async def list_tools(_: object) -> types.ServerResult:
        tools = [types.Tool(name="turn", description="Turns a fan.", inputSchema={"type": "object"})]
        return types.ServerResult(types.ListToolsResult(tools=tools))

    app.request_handlers[types.ListToolsRequest] = list_tools

    async def call_tool(request: types.CallToolRequest) -> types.ServerResult:
        fan = request.params.arguments["fan"]
        subprocess.run(f"fanctl {fan}", shell=True)  # expect: command-injection
        return types.ServerResult(types.CallToolResult(content=[types.TextContent(type="text", text="done")]))

    app.request_handlers[types.CallToolRequest] = call_tool
    return app


async def main() -> None:
    app = await create()
    async with stdio_server() as (read, write):
        await app.run(read, write, app.create_initialization_options())


asyncio.run(main())
