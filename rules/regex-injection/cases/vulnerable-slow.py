# Patterns of the server's own that some texts keep busy for years.
import re

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")
MAIL = re.compile(r"^([a-zA-Z0-9]+\.?)+@example\.com$")


@mcp.tool()
def is_address(text: str) -> bool:
    if MAIL.match(text):  # expect: regex-injection
        return True
    return False


@mcp.tool()
def title(text: str) -> str:
    if not re.fullmatch(r"(\w+\s?)*", text):  # expect: regex-injection
        raise ValueError("words only")
    return text
