# The browser is started with the address as one argument: whoever names the page of a site runs nothing.
import webbrowser

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("opened-pages")


@mcp.tool()
def show_page(page: str) -> str:
    """Shows a page of the documentation."""
    webbrowser.open(f"https://docs.example.com/{page}")
    return "done"


@mcp.tool()
def show_any(scheme: str) -> str:
    """Shows a page of the documentation."""
    webbrowser.open(f"{scheme}://docs.example.com/")  # expect: command-injection
    return "done"


mcp.run()
