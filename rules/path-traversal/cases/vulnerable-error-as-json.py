"""A validation answers with an error as JSON, which is always something; what it answers may be nothing in its own right."""

import json
from pathlib import Path

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("error-as-json")
CACHE = Path("/var/cache/reports")
YEARS = ["2023", "2022"]


def fault_of(year: str) -> str | None:
    if year and year not in YEARS:
        return json.dumps({"error": f"no such year: {year}"})
    return None


def fault_without_text(year: str) -> str | None:
    if year not in YEARS:
        return json.dumps({"error": "no such year", "years": YEARS})
    return None


def read_back(year: str) -> dict | None:
    if year not in YEARS:
        return json.loads(json.dumps({}))
    return None


@mcp.tool()
async def volumes(year: str = "") -> str:
    """Shows the volumes of a year."""
    if fault := fault_of(year):
        return fault
    return (CACHE / f"volumes-{year or '2023'}.json").read_text()


@mcp.tool()
async def costs(year: str) -> str:
    """Shows the costs of a year."""
    fault = fault_without_text(year)
    if fault is not None:
        return fault
    return (CACHE / f"costs-{year}.json").read_text()


# What is read back may be empty, and the year goes on.
@mcp.tool()
async def staff(year: str) -> str:
    """Shows the staff of a year."""
    fault = read_back(year)
    if fault:
        return str(fault)
    return (CACHE / f"staff-{year}.json").read_text()  # expect: path-traversal


@mcp.tool()
async def beds(year: str) -> str:
    """Shows the beds of a year."""
    fault = fault_of(year)
    text = (CACHE / f"beds-{year}.json").read_text()  # expect: weak-path-guard
    return fault or text


if __name__ == "__main__":
    mcp.run()
