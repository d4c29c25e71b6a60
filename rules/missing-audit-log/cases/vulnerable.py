import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("services")


@mcp.tool()  # expect: missing-audit-log
def restart(number: int) -> str:
    """Restarts a worker."""
    subprocess.run(["systemctl", "restart", f"worker@{number}"], check=True, timeout=30)
    return "restarted"


mcp.run()
