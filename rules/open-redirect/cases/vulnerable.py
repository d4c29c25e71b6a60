# Browsers are sent wherever the request says.
from urllib.parse import urlparse

from fastapi import FastAPI
from fastapi.responses import RedirectResponse as FastRedirect
from flask import Flask, redirect, request
from mcp.server.fastmcp import FastMCP
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

mcp = FastMCP("cases")
api = FastAPI()
site = Flask(__name__)


@mcp.custom_route("/callback", methods=["GET"])
async def callback(request: Request) -> Response:
    return RedirectResponse(request.query_params["next"])  # expect: open-redirect


@mcp.custom_route("/authorize", methods=["GET"])
async def authorize(request: Request) -> Response:
    target = f"{request.query_params.get('redirect_uri')}?code=1234"
    return RedirectResponse(url=target, status_code=302)  # expect: open-redirect


@mcp.custom_route("/logout", methods=["GET"])
async def logout(request: Request) -> Response:
    return Response(status_code=302, headers={"Location": request.query_params["to"]})  # expect: open-redirect


@api.get("/login")
async def login(return_to: str):
    return FastRedirect(return_to)  # expect: open-redirect


@site.route("/slash")
def slash():
    to = request.args["to"]
    if not to.startswith("/"):
        return "no", 400
    return redirect(to)  # expect: open-redirect


@site.route("/no-host")
def no_host():
    to = request.args["to"]
    parts = urlparse(to)
    if parts.netloc or parts.scheme:
        return "no", 400
    return redirect(to)  # expect: open-redirect


@site.route("/go")
def go():
    return redirect(request.args.get("to", "/"))  # expect: open-redirect
