# Of the environment, a server may show the variables that are its own settings.
import logging
import os

from mcp.server.fastmcp import FastMCP

logger = logging.getLogger(__name__)
mcp = FastMCP("own-variables")

for name, value in os.environ.items():
    if name.startswith("NOTES_"):
        logger.info("setting %s is %s", name, value)

for name, value in os.environ.items():
    if name.startswith("NOTES_TOKEN"):
        logger.info("setting %s is %s", name, value)  # expect: secret-in-log

for name, value in os.environ.items():
    logger.info("variable %s is %s", name, value)  # expect: secret-in-log


@mcp.tool()
def folder() -> str:
    return "/srv/notes"


if __name__ == "__main__":
    mcp.run()
