# Lists of arguments, quoting by a library, fixed choices.
import asyncio
import re
import shlex
import subprocess
from typing import Literal

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")


@mcp.tool()
def disk_usage(folder: str) -> str:
    return subprocess.check_output(["du", "-sh", "--", folder], text=True)


@mcp.tool()
def quoted(folder: str) -> str:
    return subprocess.check_output(f"du -sh {shlex.quote(folder)}", shell=True, text=True)


@mcp.tool()
async def whois(domain: str) -> str:
    process = await asyncio.create_subprocess_exec("whois", "--", domain)
    await process.wait()
    return "done"


@mcp.tool()
def run_script(script: Literal["build", "test"]) -> str:
    subprocess.run(f"npm run {script}", shell=True)
    return "done"


@mcp.tool()
def show_commit(commit: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{7,40}", commit):
        raise ValueError("no commit")
    return subprocess.check_output(f"git show {commit}", shell=True, text=True)


@mcp.tool()
def pause(seconds: int) -> str:
    subprocess.run(f"sleep {seconds}", shell=True)
    return "done"
