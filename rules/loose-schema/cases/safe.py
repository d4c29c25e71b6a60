# Described, listed, or any text in earnest.
from enum import Enum
from typing import Literal

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")
RATES = {"eur": 1.0, "usd": 1.1}
notes: dict[str, str] = {}


class Unit(str, Enum):
    KM = "km"
    MI = "mi"


@mcp.tool()
def save(titles: list[str], kind: str = "note") -> int:
    return len(titles) + len(kind)


@mcp.tool()
def convert(amount: float, unit: Unit) -> float:
    if unit == Unit.KM:
        return amount * 1.6
    return amount / 1.6


@mcp.tool()
def rate(currency: Literal["eur", "usd"]) -> float:
    return RATES[currency]


@mcp.tool()
def note(name: str) -> str:
    if name == "latest" or name == "first":
        return "a special one"
    return notes[name]
