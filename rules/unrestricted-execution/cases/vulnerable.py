# Tools that say that they run what they are sent. One finding a tool.
import asyncio
import io
import subprocess
from contextlib import redirect_stdout

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")


@mcp.tool()
def execute_command(command: str) -> str:
    """Executes a shell command."""
    return subprocess.run(command, shell=True, capture_output=True, text=True).stdout  # expect: unrestricted-execution


@mcp.tool()
async def run_shell(command: str) -> str:
    """Runs a command in the shell."""
    process = await asyncio.create_subprocess_shell(command, stdout=asyncio.subprocess.PIPE)  # expect: unrestricted-execution
    out, _ = await process.communicate()
    return out.decode()


@mcp.tool()
def run_python(code: str) -> str:
    """Runs Python code and returns what it prints."""
    out = io.StringIO()
    with redirect_stdout(out):
        exec(code, {})  # expect: unrestricted-execution
    return out.getvalue()


@mcp.tool()
def run_script(script: str) -> str:
    """Executes a bash script."""
    return subprocess.check_output(["bash", "-c", script], text=True)  # expect: unrestricted-execution


SHELLS = {"bash": "/bin/bash", "sh": "/bin/sh", "cmd": "cmd.exe"}


@mcp.tool()
async def run_in_shell(shell: str, command: str) -> str:
    """Runs a command in a shell of your choice."""
    program = SHELLS[shell]
    words = [program, "/c", command] if shell == "cmd" else [program, "-c", command]
    process = await asyncio.create_subprocess_exec(*words, stdout=asyncio.subprocess.PIPE)  # expect: unrestricted-execution
    out, _ = await process.communicate()
    return out.decode()
