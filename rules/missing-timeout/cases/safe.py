import subprocess

import httpx
import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("weather")


@mcp.tool()
def forecast() -> str:
    text = requests.get("https://api.weather-station.net/forecast", timeout=(3, 10)).text
    # This library has a limit of its own.
    more = httpx.get("https://api.weather-station.net/more").text
    return text + more + subprocess.run(["date", "-u"], capture_output=True, text=True, timeout=5).stdout
