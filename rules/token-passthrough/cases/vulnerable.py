import httpx
from mcp.server.fastmcp import FastMCP
from starlette.requests import Request
from starlette.responses import JSONResponse

mcp = FastMCP("demo")


@mcp.custom_route("/profile", methods=["GET"])
async def profile(request: Request) -> JSONResponse:
    token = request.headers["authorization"]
    answer = httpx.get("https://api.example.com/me", headers={"Authorization": token})  # expect: token-passthrough
    return JSONResponse(answer.json())
