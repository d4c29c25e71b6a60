import os

import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("weather")
HEADERS = {"X-Api-Key": os.environ["WEATHER_KEY"]}


@mcp.tool()
def forecast() -> str:
    return requests.get("https://api.weather-station.net/v1/forecast", headers=HEADERS, timeout=5).text


@mcp.tool()
def local_forecast() -> str:
    return requests.get("http://localhost:9000/forecast", headers=HEADERS, timeout=5).text
