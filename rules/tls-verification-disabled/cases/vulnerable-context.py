import ssl
from urllib.request import urlopen

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("tickets")
context = ssl.create_default_context()
context.check_hostname = False  # expect: tls-verification-disabled
context.verify_mode = ssl.CERT_NONE


@mcp.tool()
def list_tickets() -> str:
    return urlopen("https://tickets.example.com/api", context=context, timeout=5).read().decode()
