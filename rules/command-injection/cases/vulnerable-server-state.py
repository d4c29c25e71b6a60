"""What is put on the server object: by the function that starts with it, or beside it; read from it or the context."""

import shlex
import subprocess
from contextlib import asynccontextmanager

import fastmcp
from mcp.server.fastmcp import Context, FastMCP


class Runner:
    def __init__(self, program: str) -> None:
        self.program = program

    def build(self, target: str) -> str:
        return subprocess.getoutput(f"{self.program} {target}")  # expect: command-injection

    def build_quoted(self, target: str) -> str:
        return subprocess.getoutput(f"{self.program} {shlex.quote('build-' + target)}")


class Cleaner:
    def clean(self, target: str) -> str:
        return subprocess.getoutput(f"make clean-{target}")  # expect: command-injection

    def clean_quoted(self, target: str) -> str:
        return subprocess.getoutput(f"make {shlex.quote('clean-' + target)}")


class Lister:
    def list(self, target: str) -> str:
        return subprocess.getoutput(f"make list-{target}")  # expect: command-injection


@asynccontextmanager
async def with_runner(app: fastmcp.FastMCP):
    app.runner = Runner("make")
    yield


first = fastmcp.FastMCP("server-state", lifespan=with_runner)
first.cleaner = Cleaner()


@first.tool
async def build(target: str) -> str:
    """Builds a target."""
    return first.runner.build(target)


@first.tool
async def build_quoted(ctx: fastmcp.Context, target: str) -> str:
    """Builds a target."""
    return ctx.fastmcp.runner.build_quoted(target)


@first.tool
async def clean(ctx: fastmcp.Context, target: str) -> str:
    """Cleans what belongs to a target."""
    return ctx.fastmcp.cleaner.clean(target)


@first.tool
async def clean_quoted(ctx: fastmcp.Context, target: str) -> str:
    """Cleans what belongs to a target."""
    return ctx.fastmcp.cleaner.clean_quoted(target)


@asynccontextmanager
async def with_lister(server: FastMCP):
    server.lister = Lister()
    yield


second = FastMCP("server-state-2", lifespan=with_lister)


@second.tool()
async def list_targets(target: str, ctx: Context) -> str:
    """Lists targets."""
    return ctx.fastmcp.lister.list(target)


if __name__ == "__main__":
    first.run()
