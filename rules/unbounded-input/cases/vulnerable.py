# Amounts without a limit.
import asyncio
import time

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")


@mcp.tool()
def wait(seconds: int) -> str:
    time.sleep(seconds)  # expect: unbounded-input
    return "done"


@mcp.tool()
async def later(minutes: float) -> str:
    await asyncio.sleep(minutes * 60)  # expect: unbounded-input
    return "done"


@mcp.tool()
def zeros(size: int) -> int:
    return len(list(range(size)))  # expect: unbounded-input


@mcp.tool()
def numbers(count: int) -> str:
    out = []
    for i in range(count):  # expect: unbounded-input
        out.append(str(i))
    return ",".join(out)


@mcp.tool()
def line(width: int) -> str:
    return "-" * width  # expect: unbounded-input


@mcp.tool()
def grid(width: int) -> int:
    return len(width * [0])  # expect: unbounded-input
