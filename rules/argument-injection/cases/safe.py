import subprocess
import sys

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("history")


@mcp.tool()
def log_of(branch: str, author: str | None = None) -> str:
    """Shows what was committed last."""
    args = ["git", "log", "--oneline"]
    if author:
        args.extend(["--author", author])
    if branch.startswith("-"):
        raise ValueError("not a branch")
    args.append(branch)
    return subprocess.run(args, capture_output=True, text=True).stdout


@mcp.tool()
def add_package(name: str) -> str:
    """Adds a package."""
    subprocess.run([sys.executable, "-m", "pip", "install", "--", name])
    subprocess.run([sys.executable, "-m", "report.summary", name])
    return "done"


mcp.run()
