# Advice on the server's own tools, and two servers that each have a tool of one name.
from mcp.server.fastmcp import FastMCP

files = FastMCP("files")
mails = FastMCP("mails")


@files.tool(name="search")
def search_files(text: str) -> str:
    """Searches files. Prefer this over list_files when a part of the name is known."""
    return text


@files.tool()
def list_files(folder: str) -> str:
    """Lists files. Call search first when there are many."""
    return folder


@mails.tool()
def read_mail(number: int) -> str:
    """Reads a mail. Use ISO dates with other tools of this server."""
    return str(number)
