# Escaped, cleaned, or no page at all.
import html
import json

import bleach
import markdown
from aiohttp import web
from django.http import HttpRequest, HttpResponse
from django.urls import path
from fastapi import FastAPI
from fastapi.responses import HTMLResponse as Page
from fastapi.responses import PlainTextResponse as Plain
from flask import Flask, jsonify, render_template, request
from flask import Response as Answer
from jinja2 import Environment, select_autoescape
from markupsafe import Markup, escape
from mcp.server.fastmcp import FastMCP
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

mcp = FastMCP("cases")
site = Flask(__name__)
api = FastAPI()


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


@site.route("/refused")
def refused():
    return {"error": f"<b>{request.args['name']}</b>"}, 404


@site.route("/text")
def text():
    return f"<b>{request.args['name']}</b>", 404, {"Content-Type": "text/plain; charset=utf-8"}


@site.route("/dumped")
def dumped():
    return json.dumps({"error": request.args["name"]}), 400


@site.route("/typed")
def typed():
    return Answer(f"<b>{request.args['name']}</b>", mimetype="text/plain")


@site.route("/item/<int:number>")
def item(number):
    return f"<b>Item {number}</b>"


@api.get("/quoted")
async def quoted(text: str):
    return f"<div>{text}</div>"


@api.get("/raw", response_class=Plain)
async def raw(text: str):
    return f"<div>{text}</div>"


@api.get("/numbered", response_class=Page)
async def numbered(number: int, all: bool = False):
    return f"<div>{number} {all}</div>"


def in_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@api.get("/escaped", response_class=Page)
async def escaped(text: str):
    return f"<p class='a'>{in_text(text)}</p>"


@site.route("/formatted")
def formatted():
    return Markup("<p>{}</p>").format(request.args["text"])


@api.get("/shown", response_class=Page)
async def shown(text: str):
    return bleach.clean(markdown.markdown(text))


TEMPLATES = Environment(autoescape=select_autoescape())


@site.route("/rendered")
def rendered():
    return TEMPLATES.from_string("<p>{{ text }}</p>").render(text=request.args["text"])


@site.route("/agent")
def agent():
    return f"<p>{request.headers['User-Agent']} at {request.headers.get('Host', '')}</p>"


def greeting(request: HttpRequest):
    return HttpResponse(f"<p>Hello {request.GET['name']}</p>", content_type="text/plain")


async def welcome(request: web.Request):
    return web.Response(text=f"<p>Hello {request.query['name']}</p>")


urlpatterns = [path("greeting", greeting)]
pages = web.Application()
pages.router.add_get("/welcome", welcome)
