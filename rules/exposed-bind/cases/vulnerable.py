import os

from fastmcp import FastMCP
from fastmcp.server.auth.providers.jwt import JWTVerifier

issuer = os.getenv("OAUTH_ISSUER")
auth = JWTVerifier(jwks_uri=f"{issuer}/jwks", issuer=issuer, audience="notes") if issuer else None

mcp = FastMCP("notes", auth=auth)


@mcp.tool
def shout(text: str) -> str:
    return text.upper()


mcp.run(transport="http", host=os.getenv("HOST", "0.0.0.0"), port=8000)  # expect: exposed-bind
