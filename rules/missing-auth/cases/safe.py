from mcp.server.auth.provider import AccessToken, TokenVerifier
from mcp.server.auth.settings import AuthSettings
from mcp.server.fastmcp import FastMCP
from pydantic import AnyHttpUrl

from accounts import look_up


class Verifier(TokenVerifier):
    async def verify_token(self, token: str) -> AccessToken | None:
        account = await look_up(token)
        if account is None:
            return None
        return AccessToken(token=token, client_id=account.id, scopes=account.scopes)


mcp = FastMCP(
    "notes",
    host="0.0.0.0",
    token_verifier=Verifier(),
    auth=AuthSettings(
        issuer_url=AnyHttpUrl("https://auth.example.com"),
        resource_server_url=AnyHttpUrl("https://mcp.example.com"),
        required_scopes=["notes"],
    ),
)


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


mcp.run(transport="streamable-http")
