# Anything at all, and texts of which only a few are meant.
from typing import Any

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")
RATES = {"eur": 1.0, "usd": 1.1, "gbp": 0.85}


@mcp.tool()  # expect: loose-schema
def save(value: Any, options: dict) -> int:
    return len(options)


@mcp.tool()  # expect: loose-schema
def convert(amount: float, unit: str) -> float:
    if unit == "km":
        return amount * 1.6
    elif unit.lower() == "mi":
        return amount / 1.6
    raise ValueError("unknown unit")


@mcp.tool()
def rate(currency: str) -> float:
    return RATES[currency]
