from pydantic_settings import BaseSettings
from mcp.server.fastmcp import FastMCP
class Settings(BaseSettings):
    host: str = "0.0.0.0"
    port: int = 8000
settings = Settings()
mcp = FastMCP("x", host=settings.host, port=settings.port)
@mcp.tool()
def a(x: str) -> str:
    return x
mcp.run(transport="sse")  # expect: missing-auth
