# Operators that a class defines do what its methods do.
import os
import re

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("operator-methods")


WORD = re.compile(r"[a-z]+")


def checked(value: str) -> str:
    if not WORD.fullmatch(value):
        raise ValueError(value)
    return value


class Runner:
    def __getitem__(self, name: str) -> int:
        return os.system(f"ls {name}")  # expect: command-injection

    def __truediv__(self, name: str) -> int:
        return os.system(f"ls -l {name}")  # expect: command-injection

    def __radd__(self, name: str) -> int:
        return os.system(f"ls -a {name}")  # expect: command-injection


class CarefulRunner:
    def __getitem__(self, name: str) -> int:
        return os.system(f"ls {checked(name)}")

    def __truediv__(self, name: str) -> int:
        return os.system(f"ls -l {checked(name)}")

    def __radd__(self, name: str) -> int:
        return os.system(f"ls -a {checked(name)}")


class Store:
    def __init__(self):
        self.values = {}

    def __setitem__(self, key: str, value: str) -> None:
        self.values[key] = value

    def __getattr__(self, name: str) -> str:
        return self.values[name]


class CarefulStore:
    def __init__(self):
        self.values = {}

    def __setitem__(self, key: str, value: str) -> None:
        self.values[key] = checked(value)

    def __getattr__(self, name: str) -> str:
        return self.values[name]


class Anything:
    def __contains__(self, name: str) -> bool:
        return "word" in name


class Words:
    def __contains__(self, name: str) -> bool:
        return WORD.fullmatch(name) is not None


class Command:
    def __init__(self, text: str):
        self.text = text

    def __add__(self, more: str) -> "Command":
        return Command(f"{self.text} {more}")


runner = Runner()
careful = CarefulRunner()


@mcp.tool()
def run_by_item(name: str) -> str:
    """Lists a folder."""
    return str(runner[name])


@mcp.tool()
def run_by_division(name: str) -> str:
    """Lists a folder."""
    return str(runner / name)


@mcp.tool()
def run_by_sum(name: str) -> str:
    """Lists a folder."""
    return str(name + runner)


@mcp.tool()
def run_carefully(name: str) -> str:
    """Lists a folder."""
    return str([careful[name], careful / name, name + careful])


@mcp.tool()
def list_stored(name: str) -> str:
    """Lists a folder."""
    store = Store()
    store["folder"] = name
    os.system(f"ls {store.folder}")  # expect: command-injection
    return "done"


@mcp.tool()
def list_stored_carefully(name: str) -> str:
    """Lists a folder."""
    store = CarefulStore()
    store["folder"] = name
    os.system(f"ls {store.folder}")
    return "done"


@mcp.tool()
def list_word(name: str) -> str:
    """Lists a folder."""
    if name not in Words():
        raise ValueError(name)
    os.system(f"ls {name}")
    return "done"


@mcp.tool()
def list_anything(name: str) -> str:
    """Lists a folder."""
    if name not in Anything():
        raise ValueError(name)
    os.system(f"ls {name}")  # expect: command-injection
    return "done"


@mcp.tool()
def list_added(name: str) -> str:
    """Lists a folder."""
    command = Command("ls")
    command += name
    os.system(command.text)  # expect: command-injection
    return "done"


@mcp.tool()
def list_added_word(name: str) -> str:
    """Lists a folder."""
    command = Command("ls") + checked(name)
    os.system(command.text)
    return "done"


if __name__ == "__main__":
    mcp.run()
