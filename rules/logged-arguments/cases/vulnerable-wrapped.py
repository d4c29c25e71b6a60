import functools
import logging

from fastmcp import FastMCP
from fastmcp.server.middleware import Middleware

log = logging.getLogger(__name__)
mcp = FastMCP("demo")


class Audit(Middleware):
    async def on_call_tool(self, context, call_next):
        log.info("call %s %s", context.message.name, context.message.arguments)  # expect: logged-arguments, log-injection
        return await call_next(context)


def traced(fn):
    @functools.wraps(fn)
    async def inner(*args, **kwargs):
        log.info("-> %s %r", fn.__name__, kwargs)  # expect: logged-arguments, log-injection
        return await fn(*args, **kwargs)

    return inner


mcp.add_middleware(Audit())


@mcp.tool()
@traced
async def save(note: str) -> str:
    return note


@mcp.tool()
@traced
async def login(user: str, password: str) -> str:
    return user
