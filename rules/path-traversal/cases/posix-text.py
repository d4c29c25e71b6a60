# A path as text is the text that is compared, whatever the method is called.
from pathlib import Path

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("posix-text")
BASE = "/srv/notes"


@mcp.tool()
def read(name: str) -> str:
    path = (Path(BASE) / name).resolve()
    if not path.as_posix().startswith(BASE + "/"):
        raise ValueError(name)
    return path.read_text()


@mcp.tool()
def read_unresolved(name: str) -> str:
    path = Path(BASE) / name
    if path.as_posix().startswith("~"):
        raise ValueError(name)
    return path.read_text()  # expect: path-traversal


if __name__ == "__main__":
    mcp.run()
