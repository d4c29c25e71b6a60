import hashlib
import json
import subprocess

import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("x")


@mcp.tool()
def update() -> str:
    data = requests.get("https://plugins.acme-static.io/update.json", timeout=10).text
    subprocess.run(["curl", "-fsSL", "-o", "data.json", "https://plugins.acme-static.io/data.json"], check=True)
    return hashlib.sha256(json.dumps(json.loads(data)).encode()).hexdigest()


@mcp.tool()
def login() -> str:
    subprocess.Popen(["rundll32", "url.dll,FileProtocolHandler", "https://login.acme-static.io/"])
    return "opened"
