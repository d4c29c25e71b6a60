# Shell text made of a parameter.
import asyncio
import os
import subprocess
from subprocess import run

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")


@mcp.tool()
def disk_usage(folder: str) -> str:
    return subprocess.check_output(f"du -sh {folder}", shell=True, text=True)  # expect: command-injection


@mcp.tool()
def ping_hosts(one: str, two: str) -> str:
    os.system("ping -c 1 " + one)  # expect: command-injection
    return os.popen("ping -c 1 %s" % two).read()  # expect: command-injection


@mcp.tool()
async def whois(domain: str) -> str:
    process = await asyncio.create_subprocess_shell(f"whois {domain}")  # expect: command-injection
    await process.wait()
    return "done"


@mcp.tool()
def word_count(file: str) -> str:
    run(["bash", "-c", f"wc -w {file}"])  # expect: command-injection
    return "done"


@mcp.tool()
def joined(name: str) -> str:
    words = ["tar", "czf", name, "."]
    run(" ".join(words), shell=True)  # expect: command-injection
    return "done"
