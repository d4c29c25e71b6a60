# Text of a request in a page.
from fastapi import FastAPI
from fastapi.responses import HTMLResponse as Page
from flask import Flask, make_response, request
from markupsafe import Markup
from mcp.server.fastmcp import FastMCP
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

mcp = FastMCP("cases")
api = FastAPI()
site = Flask(__name__)


@mcp.custom_route("/callback", methods=["GET"])
async def callback(request: Request) -> Response:
    error = request.query_params.get("error", "")
    return HTMLResponse(f"<p>Error: {error}</p>", status_code=400)  # expect: xss


@mcp.custom_route("/done", methods=["GET"])
async def done(request: Request) -> Response:
    page = "<h1>Hello %s</h1>" % request.query_params["name"]
    return Response(page, media_type="text/html")  # expect: xss


@api.get("/preview")
async def preview(text: str):
    return Page("<div>" + text + "</div>")  # expect: xss


@api.get("/whole", response_class=Page)
async def whole(text: str):
    return f"<div>{text}</div>"  # expect-missing: xss -- what a view returns is not taken for a page yet


@site.route("/hello")
def hello():
    return f"<h1>{request.args['name']}</h1>"  # expect-missing: xss -- what a view returns is not taken for a page yet


@site.route("/made")
def made():
    return make_response("<h1>" + request.args.get("name", "") + "</h1>")  # expect: xss


@site.route("/marked")
def marked():
    return str(Markup(request.args["text"]))  # expect: xss
