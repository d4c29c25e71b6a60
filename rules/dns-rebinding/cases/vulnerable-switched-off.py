from mcp.server.fastmcp import FastMCP
from mcp.server.transport_security import TransportSecuritySettings

mcp = FastMCP(
    "notes",
    transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
)


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


mcp.run(transport="streamable-http")  # expect: dns-rebinding
