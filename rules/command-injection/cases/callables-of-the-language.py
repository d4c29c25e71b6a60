# Functions that Python's own modules make: of a name, of several functions, of an object and some of its fields.
import os
import re
from dataclasses import dataclass, replace
from functools import singledispatch
from operator import attrgetter, itemgetter

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("callables-of-the-language")


@mcp.tool()
def list_item(name: str) -> str:
    """Lists a folder."""
    take = itemgetter("folder")
    os.system("ls " + take({"folder": name, "kind": "media"}))  # expect: command-injection
    return "done"


@mcp.tool()
def list_other_item(name: str) -> str:
    """Lists a folder."""
    kind, folder = itemgetter("kind", "folder")({"folder": name, "kind": "media"})
    os.system("ls " + kind)
    os.system("ls -l " + folder)  # expect: command-injection
    return "done"


@singledispatch
def command(value) -> str:
    return "ls"


@command.register
def _(value: str) -> str:
    return "ls " + value


@command.register(int)
def command_of_number(value) -> str:
    return f"ls -w {value}"


@singledispatch
def count(value) -> str:
    return "ls"


@count.register
def _(value: int) -> str:
    return f"ls -w {value}"


@count.register(str)
def count_of_text(value) -> str:
    if not re.fullmatch(r"[a-z]+", value):
        raise ValueError(value)
    return f"ls {value}"


@mcp.tool()
def list_dispatched(name: str) -> str:
    """Lists a folder."""
    os.system(command(name))  # expect: command-injection
    return "done"


@mcp.tool()
def list_dispatched_carefully(name: str) -> str:
    """Lists a folder."""
    os.system(count(name))
    return "done"


@dataclass(frozen=True)
class Options:
    folder: str
    kind: str = "media"

    @property
    def words(self) -> str:
        return f"ls {self.folder}"


@dataclass(frozen=True)
class CheckedOptions:
    folder: str

    def __post_init__(self):
        if not re.fullmatch(r"[a-z]+", self.folder):
            raise ValueError(self.folder)

    @property
    def words(self) -> str:
        return f"ls {self.folder}"


@mcp.tool()
def list_replaced(name: str) -> str:
    """Lists a folder."""
    os.system(replace(Options("media"), folder=name).words)  # expect: command-injection
    return "done"


@mcp.tool()
def list_replaced_again(name: str) -> str:
    """Lists a folder."""
    options = Options(name)
    os.system(replace(options, folder="media").words)
    os.system("ls " + attrgetter("folder")(options))  # expect: command-injection
    return "done"


@mcp.tool()
def list_replaced_carefully(name: str) -> str:
    """Lists a folder."""
    os.system(replace(CheckedOptions("media"), folder=name).words)
    return "done"
