# What stands around a handler hides nothing: two decorators, settings from the environment, a thread.
import asyncio
from functools import wraps
from importlib.resources import files
from typing import Any

from git import Repo
from mcp.server.fastmcp import Context, FastMCP
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    model_key: str | None = None
    repository: str = "/srv/notes"


settings = Settings()
mcp = FastMCP("around")


def told(handler):
    name = handler.__name__

    @wraps(handler)
    async def outer(*args: Any, **kwargs: Any) -> Any:
        try:
            return await handler(*args, **kwargs)
        except OSError as problem:
            raise ValueError(name) from problem

    return outer


def writing(handler):
    @wraps(handler)
    @told
    async def inner(ctx: Context, *args: Any, **kwargs: Any) -> Any:
        if ctx.request_context.lifespan_context is None:
            raise ValueError("not now")
        return await handler(ctx, *args, **kwargs)

    return inner


@mcp.tool()
@writing
async def import_note(ctx: Context, title: str, source: str) -> str:
    with open(source) as note:  # expect: path-traversal
        return title + note.read()


@mcp.tool()
@writing
async def import_list(ctx: Context, lines: str) -> str:
    with open(lines) as note:  # expect: path-traversal
        return note.read()


@mcp.tool()
async def describe_picture(picture: str) -> str:
    if not settings.model_key:
        return "no key"

    def load(path: str) -> bytes:
        with open(path, "rb") as file:  # expect: path-traversal
            return file.read()

    return str(len(await asyncio.to_thread(load, picture)))


@mcp.tool()
def manual(topic: str) -> str:
    return files("notes.manual").joinpath(f"{topic}.md").read_text()  # expect: path-traversal


@mcp.tool()
def stage(names: list[str]) -> str:
    Repo(settings.repository).index.add(names)  # expect: path-traversal
    return "staged"


if __name__ == "__main__":
    mcp.run()
