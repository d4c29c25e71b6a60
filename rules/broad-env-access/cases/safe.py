import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")


@mcp.tool()
def settings() -> dict:
    return {name: value for name, value in os.environ.items() if name.startswith("DEMO_")}
