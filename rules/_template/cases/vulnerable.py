# The smallest server with the problem; then the same value through a helper, a class, another file's shape.
import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")


@mcp.tool()
def greet(name: str) -> None:
    os.system(f"echo {name}")  # expect: RULE-ID
