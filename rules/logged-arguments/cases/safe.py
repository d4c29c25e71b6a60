import logging

from mcp.server import Server

server = Server("demo")
logger = logging.getLogger(__name__)
_HIDDEN = frozenset({"query"})


def _safe(arguments: dict) -> dict:
    return {k: "***" if k in _HIDDEN else v for k, v in arguments.items()}


@server.call_tool()
async def call_tool(name: str, arguments: dict) -> list:
    logger.info(f"Calling tool: {name} with arguments: {_safe(arguments)}")
    logger.info("limit is %s", arguments["limit"])  # expect: log-injection
    return []
