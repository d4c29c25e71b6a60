from mcp.server.auth.provider import AccessToken, TokenVerifier
from mcp.server.auth.settings import AuthSettings
from mcp.server.fastmcp import FastMCP


class Verifier(TokenVerifier):
    async def verify_token(self, token: str) -> AccessToken | None:  # expect: weak-auth
        if not token:
            return None
        return AccessToken(token=token, client_id="anybody", scopes=["notes"])


mcp = FastMCP(
    "notes",
    host="0.0.0.0",
    token_verifier=Verifier(),
    auth=AuthSettings(issuer_url="https://auth.example.com", resource_server_url="https://mcp.example.com"),
)


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


mcp.run(transport="streamable-http")
