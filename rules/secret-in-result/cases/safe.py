import os

import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")


TOKEN = os.environ["SERVICE_TOKEN"]


@mcp.tool()
def status() -> str:
    return "set" if TOKEN else "missing"


@mcp.tool()
def region() -> str:
    return os.environ.get("AWS_REGION", "eu-west-1")


@mcp.tool()
def weather(city: str) -> str:
    answer = requests.get("https://api.example.com/v1", headers={"X-Key": TOKEN}, timeout=10)
    return answer.text
