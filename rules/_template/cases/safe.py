# The same server, mended: nothing may be found here, by any rule.
import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")


@mcp.tool()
def greet(name: str) -> None:
    subprocess.run(["echo", "--", name])
