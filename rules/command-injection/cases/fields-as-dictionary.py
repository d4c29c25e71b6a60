# A copy of all fields of a data class, name by name, keeps each under its own name.
import subprocess
from dataclasses import asdict, dataclass

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("projects")


@dataclass
class Settings:
    name: str
    opener: str = "ls"


def kept(settings: Settings) -> dict[str, str]:
    fields = asdict(settings)
    copy: dict[str, str] = {}
    for key in fields:
        copy[key] = fields[key]
    return copy


@mcp.tool()
def rename(name: str) -> str:
    """Renames the project and opens it."""
    settings = kept(Settings(name))
    subprocess.run(settings["opener"], shell=True)
    return settings["name"]


@mcp.tool()
def reopen(opener: str) -> str:
    """Opens the project in another way."""
    settings = kept(Settings("x", opener))
    subprocess.run(settings["opener"], shell=True)  # expect: command-injection
    return settings["name"]
