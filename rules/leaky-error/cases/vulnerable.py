import traceback

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")


@mcp.tool()
def divide(a: int, b: int) -> dict:
    try:
        return {"result": a / b}
    except Exception:
        return {"error": "failed", "trace": traceback.format_exc()}  # expect: leaky-error
