import os

from mcp.server.fastmcp import FastMCP
from pydantic import Field
from pydantic_settings import BaseSettings

mcp = FastMCP("x")

PASSWORD = os.environ.get("ADMIN_PASSWORD") or "admin"  # expect: default-credentials


class Settings(BaseSettings):
    session_secret: str = Field(default="please-change")  # expect: default-credentials


def connect(host: str, password: str = "postgres"):  # expect: default-credentials
    return host, password


@mcp.tool()
def login(user: str) -> str:
    return str(connect(user)) + PASSWORD + Settings().session_secret  # expect: secret-in-result


# By statements of their own.
JWT_SECRET = os.environ.get("JWT_SECRET")
if JWT_SECRET is None:
    JWT_SECRET = "keyboard-cat-4711"  # expect: default-credentials
try:
    ADMIN_TOKEN = os.environ["ADMIN_TOKEN"]
except KeyError:
    ADMIN_TOKEN = "letmein"  # expect: default-credentials
