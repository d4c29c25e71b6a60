import random
import string

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")


def new_key() -> str:
    api_key = "".join(random.choice(string.ascii_letters) for _ in range(32))  # expect: predictable-token
    return api_key


@mcp.tool()
def invite() -> str:
    return new_key()
