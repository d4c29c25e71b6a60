import os
import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("ops", host=os.getenv("MCP_HOST", "0.0.0.0"), port=8000)


@mcp.tool()
def run_command(command: str) -> str:
    """Runs a shell command."""
    return subprocess.run(command, shell=True, capture_output=True, text=True).stdout  # expect: unrestricted-execution


if __name__ == "__main__":
    mcp.run(transport="streamable-http")  # expect: missing-auth
