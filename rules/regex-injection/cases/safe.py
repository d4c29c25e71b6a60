# Text that is escaped, patterns from a list, patterns without a trap.
import re

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")
PATTERNS = {"digits": r"\d+", "words": r"\w+"}
EMAIL = re.compile(r"[a-z0-9.]{1,64}@example\.com")


@mcp.tool()
def count(word: str, text: str) -> int:
    return len(re.findall(rf"\b{re.escape(word)}\b", text))


@mcp.tool()
def by_hand(word: str, text: str) -> int:
    literal = re.sub(r"([.*+?^${}()|\[\]\\])", r"\\\1", word)
    return len(re.findall(literal, text))


@mcp.tool()
def find(kind: str, text: str) -> list[str]:
    return re.findall(PATTERNS[kind], text)


@mcp.tool()
def is_address(text: str) -> bool:
    return EMAIL.fullmatch(text) is not None


@mcp.tool()
def plain(word: str, text: str) -> int:
    return text.count(word)
