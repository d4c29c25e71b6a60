import os

from fastmcp import FastMCP
from fastmcp.server.auth.providers.jwt import JWTVerifier

mcp = FastMCP("notes", auth=JWTVerifier(jwks_uri=os.environ["JWKS"], issuer=os.environ["ISSUER"], audience="notes"))


@mcp.tool
def shout(text: str) -> str:
    return text.upper()


mcp.run(transport="http", host="0.0.0.0", port=8000)  # expect: missing-rate-limit
