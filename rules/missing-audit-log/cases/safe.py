import logging
import subprocess

from mcp.server.fastmcp import FastMCP

logger = logging.getLogger(__name__)
mcp = FastMCP("services")


def restart_worker(number: int) -> None:
    logger.info("restart of worker %d", number)
    subprocess.run(["systemctl", "restart", f"worker@{number}"], check=True, timeout=30)


@mcp.tool()
def restart(number: int) -> str:
    """Restarts a worker."""
    restart_worker(number)
    return "restarted"


@mcp.tool()
def balance(account: str) -> str:
    with open("/srv/balances.csv") as handle:
        return next(line for line in handle if line.startswith(account))


@mcp.tool()
def add(a: int, b: int) -> int:
    return a + b


mcp.run()
