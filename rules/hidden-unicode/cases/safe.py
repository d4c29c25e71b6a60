from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")
ZERO_WIDTH = "\u200b\u200c"


@mcp.tool()
def clean(text: str) -> str:
    """Bereinigt Text: entfernt unsichtbare Zeichen — überall."""
    return text.replace(ZERO_WIDTH, "")
