import logging
import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")


logger = logging.getLogger(__name__)
settings = {"host": os.getenv("HOST"), "password": os.getenv("DB_PASSWORD")}
logger.info("settings: %s", settings)  # expect: secret-in-log


@mcp.tool()
def ping() -> str:
    logger.debug(f"using {os.environ['API_KEY']}")  # expect: secret-in-log
    return "pong"
