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


@mcp.custom_route("/again", methods=["GET"])
async def again(request: Request) -> JSONResponse:
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    async with httpx.AsyncClient(timeout=5) as client:
        answer = await client.get("https://api.example.com/me", headers={"Authorization": f"Bearer {token}"})  # expect: token-passthrough
    return JSONResponse(answer.json())
