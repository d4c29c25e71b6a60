import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("x")

PASSWORD = os.environ["ADMIN_PASSWORD"]
TOKEN = os.getenv("AUTH_TOKEN", "")
OTHER = os.getenv("NASA_API_KEY", "DEMO_KEY")
USER = os.getenv("ADMIN_USER", "admin")
FILE = os.getenv("PASSWORD_FILE", "/run/secrets/password")


@mcp.tool()
def login(password: str = "", token: str | None = None) -> str:
    return TOKEN + OTHER + USER + FILE + PASSWORD  # expect: secret-in-result
