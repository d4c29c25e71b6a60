import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")


@mcp.tool()
def gather() -> int:
    found = [v for k, v in os.environ.items() if "KEY" in k or "SECRET" in k]  # expect: broad-env-access
    return len(found)
