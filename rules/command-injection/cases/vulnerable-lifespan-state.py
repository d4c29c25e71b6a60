# What a server is started with is read from the context of each request. Python alone has this.
import shlex
import subprocess
from contextlib import asynccontextmanager
from dataclasses import dataclass

import fastmcp
import httpx
from mcp.server import Server
from mcp.server.fastmcp import Context, FastMCP
from mcp.server.session import ServerSession


class Runner:
    def build(self, target: str) -> str:
        return subprocess.getoutput(f"make {target}")  # expect: command-injection

    def build_quoted(self, target: str) -> str:
        return subprocess.getoutput(f"make {shlex.quote(target)}")


@dataclass
class AppContext:
    runner: Runner
    http: httpx.AsyncClient


@asynccontextmanager
async def lifespan(server: FastMCP):
    async with httpx.AsyncClient() as http:
        yield AppContext(runner=Runner(), http=http)


mcp = FastMCP("lifespan-state", lifespan=lifespan)


@mcp.tool()
async def build(target: str, ctx: Context[ServerSession, AppContext]) -> str:
    """Builds a target."""
    return ctx.request_context.lifespan_context.runner.build(target)


@mcp.tool()
async def build_quoted(target: str, ctx: Context[ServerSession, AppContext]) -> str:
    """Builds a target."""
    return ctx.request_context.lifespan_context.runner.build_quoted(target)


@mcp.tool()
async def status_of(host: str) -> str:
    """Asks a host how it is."""
    app = mcp.get_context().request_context.lifespan_context
    return (await app.http.get(f"https://{host}/status")).text  # expect: ssrf


class Cleaner:
    def clean(self, target: str) -> str:
        return subprocess.getoutput(f"make clean-{target}")  # expect: command-injection

    def clean_quoted(self, target: str) -> str:
        return subprocess.getoutput(f"make {shlex.quote('clean-' + target)}")


@asynccontextmanager
async def with_cleaner(server):
    yield {"cleaner": Cleaner()}


second = fastmcp.FastMCP("lifespan-state-2", lifespan=with_cleaner)


@second.tool
async def clean(target: str, ctx: fastmcp.Context) -> str:
    """Cleans what belongs to a target."""
    return ctx.request_context.lifespan_context["cleaner"].clean(target)


@second.tool
async def clean_quoted(target: str, ctx: fastmcp.Context) -> str:
    """Cleans what belongs to a target."""
    return ctx.lifespan_context["cleaner"].clean_quoted(target)


class Tester:
    def test(self, name: str) -> str:
        return subprocess.getoutput(f"pytest -k {name}")  # expect: command-injection


@asynccontextmanager
async def with_tester(server):
    yield {"tester": Tester()}


server = Server("lifespan-state-3", lifespan=with_tester)


@server.call_tool()
async def call_tool(name: str, arguments: dict) -> list:
    return [server.request_context.lifespan_context["tester"].test(arguments["name"])]


if __name__ == "__main__":
    mcp.run()
