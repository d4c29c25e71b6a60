from pathlib import Path

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("samples")
BASE = Path("/srv/samples")


@mcp.tool()
def keep(name: str) -> str:
    (BASE / name).copy(BASE / "kept.wav")  # expect: path-traversal
    return "kept"


@mcp.tool()
def keep_as_target(name: str) -> str:
    (BASE / name).copy(target=BASE / "kept.wav")  # expect: path-traversal
    return "kept"


def raised(samples):
    louder = samples.copy()
    return louder


@mcp.tool()
def scale(peaks: list[dict]) -> list:
    """A list and an array are copied without a word of where to."""
    return [raised(each["value"] / peaks[0]["value"]) for each in peaks]
