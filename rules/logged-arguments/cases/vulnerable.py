import json
import logging

from fastmcp import FastMCP

logger = logging.getLogger(__name__)


class Server(FastMCP):
    async def call_tool(self, name, arguments):
        logger.info("Calling tool: %s with arguments: %s", name, json.dumps(arguments))  # expect: logged-arguments
        try:
            return await super().call_tool(name, arguments)
        except Exception as error:
            logger.error(f"Error in {name}: {error}")
            raise


mcp = Server("demo")


@mcp.tool
def ping() -> str:
    return "pong"
