import os

import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("weather")
API_KEY = os.environ["WEATHER_KEY"]


@mcp.tool()
def forecast() -> str:
    answer = requests.get("http://api.weather-station.net/v1/forecast", headers={"X-Api-Key": API_KEY}, timeout=5)  # expect: cleartext-transport
    return answer.text
