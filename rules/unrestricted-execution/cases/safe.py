# Fixed commands, and commands from a list.
import ast
import subprocess
from typing import Literal

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")
COMMANDS = {"build": ["npm", "run", "build"], "test": ["npm", "test"]}


@mcp.tool()
def run_command(command: Literal["build", "test"]) -> str:
    """Runs one of the project's commands."""
    return subprocess.check_output(["npm", "run", command], text=True)


@mcp.tool()
def execute_command(command: str) -> str:
    """Executes one of the project's commands."""
    return subprocess.check_output(COMMANDS[command], text=True)


@mcp.tool()
def run_python(code: str) -> str:
    """Reads a Python literal."""
    return repr(ast.literal_eval(code))
