import logging
import traceback

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")


@mcp.tool()
def divide(a: int, b: int) -> dict:
    try:
        return {"result": a / b}
    except ZeroDivisionError:
        logging.error(traceback.format_exc())
        return {"error": "b must not be zero"}
