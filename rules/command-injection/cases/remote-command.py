# What stands behind the host is a command of the shell there; the host itself is a word of this command line.
import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("nodes")


@mcp.tool()
def node_status(node: str) -> str:
    """Shows the status of a node."""
    words = ["ssh", "-p", "22", "--", node, "uptime"]
    return subprocess.run(words, capture_output=True, text=True).stdout


@mcp.tool()
def box_status(box: str) -> str:
    """Shows the status of a box."""
    words = ["ssh", "-p", "22", "--", "node", f"pct status {box}"]
    return subprocess.run(words, capture_output=True, text=True).stdout  # expect: command-injection


@mcp.tool()
def box_log(box: str) -> str:
    """Shows the log of a box."""
    words = ["ssh", "-T", "node", "journalctl", box]
    return subprocess.run(words, capture_output=True, text=True).stdout  # expect: command-injection


if __name__ == "__main__":
    mcp.run()
