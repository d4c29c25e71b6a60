# Patterns that the caller writes.
import re

import regex
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")


@mcp.tool()
def grep(pattern: str, text: str) -> list[str]:
    return re.findall(pattern, text)  # expect: regex-injection


@mcp.tool()
def count(word: str, text: str) -> int:
    matcher = re.compile(rf"\b{word}\b", re.IGNORECASE)  # expect: regex-injection
    return len(matcher.findall(text))


@mcp.tool()
def nearly(word: str, text: str) -> int:
    literal = re.sub(r"([.*+?^$])", r"\\\1", word)
    return len(re.findall(literal, text))  # expect: regex-injection


@mcp.tool()
def replace(pattern: str, by: str, text: str) -> str:
    return regex.sub(pattern, by, text)  # expect: regex-injection
