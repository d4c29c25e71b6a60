# An object is logged: its class makes the text that is shown, which holds the password only in some of them.
import logging
import os
from dataclasses import dataclass

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("own-text")
logger = logging.getLogger(__name__)


@dataclass
class Named:
    host: str
    password: str

    def __str__(self) -> str:
        return self.host


@dataclass
class Shown:
    host: str
    password: str

    def __repr__(self) -> str:
        return f"Shown({self.host})"


@dataclass
class Telling:
    host: str
    password: str

    def __str__(self) -> str:
        return f"{self.host}:{self.password}"


@dataclass
class Plain:
    host: str
    password: str


named = Named("db", os.environ["NAMED_PASSWORD"])
shown = Shown("db", os.environ["SHOWN_PASSWORD"])
telling = Telling("db", os.environ["TELLING_PASSWORD"])
plain = Plain("db", os.environ["PLAIN_PASSWORD"])


@mcp.tool()
def connect() -> str:
    """Connects."""
    logger.info("connected to %s", named)
    logger.info(f"connected to {named}")
    logger.info("connected to %s", shown)
    logger.info("connected to %r", shown)
    print(named, shown)
    return "done"


@mcp.tool()
def connect_telling() -> str:
    """Connects."""
    logger.info("connected to %s", telling)  # expect: secret-in-log
    return "done"


@mcp.tool()
def connect_plain() -> str:
    """Connects."""
    logger.info("connected to %s", plain)  # expect: secret-in-log
    return "done"


@mcp.tool()
def connect_asked() -> str:
    """Connects."""
    # The form asks for the text that a data class makes of all fields.
    logger.info("connected to %r", named)  # expect: secret-in-log
    return "done"


if __name__ == "__main__":
    mcp.run()
