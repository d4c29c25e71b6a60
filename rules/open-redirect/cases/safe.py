# Targets from a list, within the own site, or on a fixed host.
import re
from urllib.parse import quote, urlencode, urlparse

from flask import Flask, redirect, request, url_for
from mcp.server.fastmcp import FastMCP
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

mcp = FastMCP("cases")
site = Flask(__name__)
CLIENTS = {"desk": "https://desk.example.com/done", "web": "https://web.example.com/done"}
HOSTS = {"desk.example.com", "web.example.com"}


@mcp.custom_route("/callback", methods=["GET"])
async def callback(request: Request) -> Response:
    return RedirectResponse(CLIENTS[request.query_params["client"]])


@mcp.custom_route("/authorize", methods=["GET"])
async def authorize(request: Request) -> Response:
    target = request.query_params["redirect_uri"]
    if target not in ("https://desk.example.com/done", "https://web.example.com/done"):
        return Response(status_code=400)
    return RedirectResponse(target)


@mcp.custom_route("/upstream", methods=["GET"])
async def upstream(request: Request) -> Response:
    return RedirectResponse("https://login.example.com/authorize?" + urlencode({"state": request.query_params["state"]}))


@mcp.custom_route("/host", methods=["GET"])
async def host(request: Request) -> Response:
    target = request.query_params["to"]
    parts = urlparse(target)
    if parts.scheme != "https" or parts.hostname not in HOSTS:
        return Response(status_code=400)
    return RedirectResponse(target)


@site.route("/go")
def go():
    return redirect(url_for("home", name=request.args["name"]))


@site.route("/local")
def local():
    to = request.args["to"]
    if not to.startswith("/") or to.startswith(("//", "/\\")):
        return "no", 400
    return redirect(to)


@site.route("/local-pattern")
def local_pattern():
    to = request.args["to"]
    if not re.fullmatch(r"/[a-z0-9-]*", to):
        return "no", 400
    return redirect(to)


@site.route("/wiki")
def wiki():
    return redirect("https://wiki.example.com/page/" + quote(request.args["page"], safe=""))
