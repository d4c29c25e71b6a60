# Escaped, cleaned, or no page at all.
import html

import bleach
from flask import Flask, jsonify, render_template, request
from markupsafe import escape
from mcp.server.fastmcp import FastMCP
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

mcp = FastMCP("cases")
site = Flask(__name__)


@mcp.custom_route("/callback", methods=["GET"])
async def callback(request: Request) -> Response:
    error = html.escape(request.query_params.get("error", ""))
    return HTMLResponse(f"<p>Error: {error}</p>", status_code=400)


@mcp.custom_route("/state", methods=["GET"])
async def state(request: Request) -> Response:
    return JSONResponse({"state": request.query_params["state"]})


@mcp.custom_route("/plain", methods=["GET"])
async def plain(request: Request) -> Response:
    return PlainTextResponse("not found: " + request.query_params["path"])


@mcp.custom_route("/page", methods=["GET"])
async def page(request: Request) -> Response:
    return HTMLResponse(f"<p>Page {int(request.query_params['page'])}</p>")


@site.route("/clean")
def clean():
    return f"<div>{bleach.clean(request.args['text'])}</div>"


@site.route("/hello")
def hello():
    return f"<h1>{escape(request.args['name'])}</h1>"


@site.route("/template")
def template():
    return render_template("hello.html", name=request.args["name"])


@site.route("/data")
def data():
    return jsonify(name=request.args["name"])


@site.route("/map")
def mapping():
    return {"name": request.args["name"]}
