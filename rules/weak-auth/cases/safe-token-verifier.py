import os

import jwt
from mcp.server.auth.provider import AccessToken, TokenVerifier
from mcp.server.auth.settings import AuthSettings
from mcp.server.fastmcp import FastMCP


class Verifier(TokenVerifier):
    async def verify_token(self, token: str):
        claims = jwt.decode(token, os.environ["PUBLIC_KEY"], algorithms=["RS256"], audience="notes")
        return AccessToken(token=token, client_id=claims["sub"], scopes=[])


mcp = FastMCP(
    "notes",
    token_verifier=Verifier(),
    auth=AuthSettings(issuer_url="https://issuer.example.com", resource_server_url="https://notes.example.com"),
)


@mcp.tool()
def notes() -> str:
    """Lists the notes."""
    return "none"


mcp.run(transport="streamable-http")
