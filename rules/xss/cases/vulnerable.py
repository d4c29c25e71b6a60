# Text of a request in a page.
import markdown
from aiohttp import web
from django.http import HttpRequest, HttpResponse
from django.urls import path
from fastapi import FastAPI
from fastapi.responses import HTMLResponse as Page
from flask import Flask, Response, make_response, request
from jinja2 import Environment
from markupsafe import Markup
from mcp.server.fastmcp import FastMCP
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.responses import Response as Answer

mcp = FastMCP("cases")
api = FastAPI()
site = Flask(__name__)


@mcp.custom_route("/callback", methods=["GET"])
async def callback(request: Request) -> Answer:
    error = request.query_params.get("error", "")
    return HTMLResponse(f"<p>Error: {error}</p>", status_code=400)  # expect: xss


@mcp.custom_route("/done", methods=["GET"])
async def done(request: Request) -> Answer:
    page = "<h1>Hello %s</h1>" % request.query_params["name"]
    return Answer(page, media_type="text/html")  # expect: xss


@api.get("/preview")
async def preview(text: str):
    return Page("<div>" + text + "</div>")  # expect: xss


@api.get("/whole", response_class=Page)
async def whole(text: str):
    return f"<div>{text}</div>"  # expect: xss


@site.route("/hello")
def hello():
    return f"<h1>{request.args['name']}</h1>"  # expect: xss


@site.route("/from")
def came_from():
    return f"<p>{request.headers.get('Referer', '')}</p>"  # expect: xss


@site.route("/made")
def made():
    return make_response("<h1>" + request.args.get("name", "") + "</h1>")  # expect: xss


@site.route("/marked")
def marked():
    return str(Markup(request.args["text"]))  # expect: xss


@site.route("/missing/<path:name>")
def missing(name):
    return f"there is no {name}", 404  # expect: xss


@site.route("/answer")
def answer():
    return Response("<b>" + request.args["text"] + "</b>", status=400)  # expect: xss


def layout(body):
    return "<html><body>" + body + "</body></html>"


@site.route("/laid-out")
def laid_out():
    return layout(request.args["text"])  # expect: xss


def added():
    return f"<i>{request.args['text']}</i>"  # expect: xss


site.add_url_rule("/added", view_func=added)


async def listed(text: str):
    return f"<li>{text}</li>"  # expect: xss


api.add_api_route("/listed", listed, response_class=HTMLResponse)


def in_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@api.get("/attribute", response_class=Page)
async def attribute(text: str):
    return f'<p title="{in_text(text)}"></p>'  # expect: xss


@site.route("/formatted")
def formatted():
    return "<p>{}</p>".format(request.args["text"])  # expect: xss


@api.get("/shown", response_class=Page)
async def shown(text: str):
    return markdown.markdown(text)  # expect: xss


TEMPLATES = Environment(autoescape=True)
BARE = Environment()


@site.route("/rendered")
def rendered():
    return BARE.from_string("<p>{{ text }}</p>").render(text=request.args["text"])  # expect: xss


@site.route("/trusted")
def trusted():
    return TEMPLATES.from_string("<p>{{ text | safe }}</p>").render(text=request.args["text"])  # expect: xss


def greeting(request: HttpRequest):
    return HttpResponse(f"<p>Hello {request.GET['name']}</p>")  # expect: xss


async def welcome(request: web.Request):
    return web.Response(text=f"<p>Hello {request.query['name']}</p>", content_type="text/html")  # expect: xss


urlpatterns = [path("greeting", greeting)]
pages = web.Application()
pages.router.add_get("/welcome", welcome)
