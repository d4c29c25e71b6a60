# A token of the server's own, and a header that is no token of the caller's client.
import os

import httpx
from mcp.server.fastmcp import FastMCP
from starlette.requests import Request
from starlette.responses import JSONResponse

mcp = FastMCP("demo")


@mcp.custom_route("/profile", methods=["GET"])
async def profile(request: Request) -> JSONResponse:
    if request.headers.get("authorization") != f"Bearer {os.environ['OWN_TOKEN']}":
        return JSONResponse({}, status_code=401)
    answer = httpx.get("https://api.example.com/me", headers={"Authorization": f"Bearer {os.environ['API_TOKEN']}"})
    return JSONResponse(answer.json())


@mcp.custom_route("/region", methods=["GET"])
async def region(request: Request) -> JSONResponse:
    answer = httpx.get("https://api.example.com/me", headers={"X-Region": request.headers.get("x-region", "eu")})
    return JSONResponse(answer.json())


@mcp.custom_route("/key", methods=["GET"])
async def key(request: Request) -> JSONResponse:
    own = request.headers.get("x-service-key", "")
    answer = httpx.get("https://api.example.com/me", headers={"Authorization": f"Bearer {own}"})
    return JSONResponse(answer.json())
