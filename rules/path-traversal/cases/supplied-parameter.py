# Parameters that the framework fills are no arguments; what they hold is known.
import os
from typing import Annotated

from fastapi import Depends, FastAPI
from fastmcp import FastMCP
from fastmcp.dependencies import Depends as Supplied

app = FastAPI()
mcp = FastMCP("supplied-parameter")


class Notes:
    def __init__(self, base: str) -> None:
        self.base = base

    def drop(self, name: str) -> None:
        os.remove(os.path.join(self.base, name))  # expect: path-traversal


def notes():
    store = Notes("/srv/notes")
    yield store


def base_folder() -> str:
    return "/srv/notes"


def asked(name: str) -> str:
    return name.strip()


@app.delete("/notes/{name}")
async def drop_note(name: str, store: Notes = Depends(notes)) -> dict:
    store.drop(name)
    return {}


@app.get("/notes")
async def read_note(folder: Annotated[str, Depends(base_folder)], name: str = Depends(asked)) -> str:
    with open(os.path.join(folder, "index")) as file:
        file.read()
    with open(f"/srv/notes/{name}") as file:  # expect: path-traversal
        return file.read()


@mcp.tool
def list_notes(folder: str = Supplied(base_folder)) -> list[str]:
    """Lists the notes."""
    return os.listdir(folder)


if __name__ == "__main__":
    mcp.run()
