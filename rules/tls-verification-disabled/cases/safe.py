import os

import httpx
import jwt
import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("tickets")
DEFAULTS = {"timeout": 5, "verify": True}
STRICT = os.getenv("TICKETS_STRICT", "1") == "1"
VERIFY = os.getenv("TICKETS_VERIFY", "true").lower() != "false"


@mcp.tool()
def list_tickets() -> str:
    return requests.get("https://tickets.example.com/api", verify=VERIFY, timeout=5).text


@mcp.tool()
def list_by_defaults() -> str:
    first = requests.get("https://tickets.example.com/api", **DEFAULTS).text
    return first + requests.get("https://tickets.example.com/api", verify=STRICT, timeout=5).text


@mcp.tool()
def list_more() -> str:
    with httpx.Client(verify="/etc/ssl/private-ca.pem", timeout=5) as client:
        return client.get("https://tickets.example.com/more").text


@mcp.tool()
def whoami() -> str:
    # Not about certificates.
    return str(jwt.decode(os.environ["OWN_TOKEN"], options={"verify_exp": False, "verify_signature": True}))  # expect-spurious: secret-in-result -- the claims of a token are not the token
