# A file in memory is no path, although the same function would take one.
import base64
import io
import zipfile

from mcp.server.fastmcp import FastMCP
from PIL import Image

mcp = FastMCP("memory-file")


@mcp.tool()
def size_of(picture: str) -> str:
    """Tells the size of a picture."""
    return str(Image.open(io.BytesIO(base64.b64decode(picture))).size)


@mcp.tool()
def names_in(packed: str) -> list[str]:
    """Lists what is packed."""
    return zipfile.ZipFile(io.BytesIO(base64.b64decode(packed))).namelist()


@mcp.tool()
def size_of_file(name: str) -> str:
    """Tells the size of a picture."""
    return str(Image.open("/srv/pictures/" + name).size)  # expect: path-traversal


if __name__ == "__main__":
    mcp.run()
