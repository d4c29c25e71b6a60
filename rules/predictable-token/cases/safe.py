import random
import secrets
import time

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")


def new_key() -> str:
    api_key = secrets.token_urlsafe(32)
    return api_key


@mcp.tool()
def invite() -> str:
    return new_key()


@mcp.tool()
def roll() -> str:
    token_count = random.randint(1, 6)
    started = time.time()
    return f"{token_count} {started}"
