import functools
import logging

from fastmcp import FastMCP
from fastmcp.server.middleware import Middleware

log = logging.getLogger(__name__)
mcp = FastMCP("demo")


class Audit(Middleware):
    async def on_call_tool(self, context, call_next):
        log.info("call %d %d", len(context.message.name), len(context.message.arguments or {}))
        return await call_next(context)


def traced(fn):
    @functools.wraps(fn)
    async def inner(*args, **kwargs):
        log.info("-> %s with %d arguments", fn.__name__, len(kwargs))
        return await fn(*args, **kwargs)

    return inner


def retried(fn):
    """What is not wrapped around tools."""

    @functools.wraps(fn)
    def inner(*args, **kwargs):
        log.info("again %r", kwargs)
        return fn(*args, **kwargs)

    return inner


@retried
def start(name: str) -> str:
    return name


mcp.add_middleware(Audit())
start(name="demo")


@mcp.tool()
@traced
async def save(note: str) -> str:
    return note


@mcp.tool()
@traced
async def login(user: str, password: str) -> str:
    return user
