import logging
import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")


logger = logging.getLogger(__name__)
key = os.environ.get("API_KEY")
logger.info("key is %s, region %s", "set" if key else "missing", os.environ.get("REGION"))
