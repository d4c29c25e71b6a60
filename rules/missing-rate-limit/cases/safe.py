import os

from fastmcp import FastMCP
from fastmcp.server.auth.providers.jwt import JWTVerifier
from fastmcp.server.middleware.rate_limiting import RateLimitingMiddleware

mcp = FastMCP("notes", auth=JWTVerifier(jwks_uri=os.environ["JWKS"], issuer=os.environ["ISSUER"], audience="notes"))
mcp.add_middleware(RateLimitingMiddleware(max_requests_per_second=5.0))


@mcp.tool
def shout(text: str) -> str:
    return text.upper()


mcp.run(transport="http", host="0.0.0.0", port=8000)
