# The registration itself is wrapped, so that every tool is logged: each is registered by its own decorator and by the one within.
import functools

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("wrapped-registration")
register = mcp.tool


def logged(func):
    @functools.wraps(func)
    async def wrapper(*args, **kwargs):
        print("call", func.__name__)
        return await func(*args, **kwargs)

    return wrapper


def logging_tool(*args, **kwargs):
    def decorator(func):
        return register(*args, **kwargs)(logged(func))

    return decorator


mcp.tool = logging_tool


@mcp.tool()
async def list_open(owner: str) -> str:
    """Lists what is open."""
    return owner


@mcp.tool()
async def list_closed(owner: str) -> str:
    """Lists what is closed."""
    return owner
