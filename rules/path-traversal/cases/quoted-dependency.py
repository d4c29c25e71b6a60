# What a framework fills in is named in quotes, because it is defined further down.
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI
from mcp.server.fastmcp import FastMCP

app = FastAPI()
mcp = FastMCP("quoted-dependency")


@app.get("/notes/{name}")
def read_note(name: str, notes: "NotesDep") -> str:
    return notes.read(name)


@app.get("/shelves/{shelf}")
def read_shelf(shelf: str, shelves: "ShelvesDep") -> str:
    return Path(shelves.folder_of(shelf)).joinpath("index.md").read_text()


class Notes:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str) -> str:
        return (self.folder / name).read_text()  # expect: path-traversal


class Shelves:
    FOLDERS = {"new": "/srv/new", "old": "/srv/old"}

    def folder_of(self, shelf: str) -> str:
        if shelf in self.FOLDERS:
            return self.FOLDERS[shelf]
        return "/srv/none"


def notes_of_server() -> Notes:
    return Notes(Path("/srv/notes"))


NotesDep = Annotated[Notes, Depends(notes_of_server)]
ShelvesDep = Annotated[Shelves, Depends(Shelves)]


@mcp.tool()
def list_notes() -> list[str]:
    """Lists the notes."""
    return sorted(each.name for each in Path("/srv/notes").iterdir())
