import os
from pathlib import Path

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")


TOKEN = os.environ["SERVICE_TOKEN"]


@mcp.tool()
def token() -> str:
    return f"The token is {TOKEN}"  # expect: secret-in-result


@mcp.tool()
def variable(name: str) -> str:
    return os.environ.get(name, "")  # expect: secret-in-result


@mcp.tool()
def key() -> str:
    return (Path.home() / ".ssh" / "id_rsa").read_text()  # expect: secret-in-result


@mcp.resource("config://settings")
def settings() -> dict:
    return {"key": os.getenv("API_KEY")}  # expect: secret-in-result
