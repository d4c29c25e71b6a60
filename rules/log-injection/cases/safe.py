# A log line that what the caller sends cannot break.
import json
import logging

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")
log = logging.getLogger("cases")


@mcp.tool()
def quoted(text: str) -> str:
    log.info(f"asked for {text!r}")
    return "ok"


@mcp.tool()
def encoded(text: str) -> str:
    log.info(json.dumps({"text": text}))
    return "ok"


@mcp.tool()
def cut(text: str) -> str:
    line = text.replace("\r", " ").replace("\n", " ")
    log.warning("asked for " + line)
    return "ok"


@mcp.tool()
def counted(text: str, page: int) -> str:
    log.info(f"{len(text)} characters on page {page}")
    return "ok"
