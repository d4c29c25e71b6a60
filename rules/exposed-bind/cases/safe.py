import os

from fastmcp import FastMCP
from fastmcp.server.auth.providers.jwt import JWTVerifier

mcp = FastMCP("notes", auth=JWTVerifier(jwks_uri=os.environ["JWKS"], issuer=os.environ["ISSUER"], audience="notes"))


@mcp.tool
def shout(text: str) -> str:
    return text.upper()


mcp.run(transport="http", host=os.getenv("HOST", "0.0.0.0"), port=8000)
