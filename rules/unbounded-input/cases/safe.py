# Amounts with a limit, in the signature or in the code.
import asyncio
import time
from typing import Annotated

from mcp.server.fastmcp import FastMCP
from pydantic import Field

mcp = FastMCP("cases")


@mcp.tool()
def wait(seconds: Annotated[int, Field(ge=0, le=30)]) -> str:
    time.sleep(seconds)
    return "done"


@mcp.tool()
async def later(minutes: float) -> str:
    await asyncio.sleep(min(minutes, 5) * 60)
    return "done"


@mcp.tool()
def zeros(size: int) -> int:
    if size > 1_000_000:
        raise ValueError("too large")
    return len(list(range(size)))


@mcp.tool()
def numbers(count: int = Field(default=10, le=1000)) -> str:
    return ",".join(str(i) for i in range(count))


@mcp.tool()
def double(size: int) -> int:
    return size * 2


@mcp.tool()
def line(width: int) -> str:
    return "-" * min(width, 80)


@mcp.tool()
def rule(width: int) -> str:
    if width > 80:
        raise ValueError("too wide")
    return "=" * width


@mcp.tool()
def area(width: int) -> int:
    return 2 * width
