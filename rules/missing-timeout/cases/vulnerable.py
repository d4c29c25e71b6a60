import subprocess

import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("weather")


@mcp.tool()
def forecast() -> str:
    # One finding a server; the other place is named in it.
    text = requests.get("https://api.weather-station.net/forecast").text  # expect: missing-timeout
    return text + subprocess.run(["date", "-u"], capture_output=True, text=True).stdout
