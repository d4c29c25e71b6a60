# Methods that a library calls on a class of the program: views, protocols, one object a connection.
import asyncio
import json
import shlex
import socketserver
import subprocess

import tornado.web
from aiohttp import web
from flask import Flask, request
from flask.views import MethodView
from mcp.server.fastmcp import FastMCP
from starlette.endpoints import HTTPEndpoint
from starlette.responses import JSONResponse
from starlette.routing import Route

mcp = FastMCP("views")
app = Flask("views")


@mcp.tool()
def ping() -> str:
    """Tells whether the server is there."""
    return "pong"


class Folder(MethodView):
    def post(self):
        body = request.get_json()
        return subprocess.getoutput("ls " + body["folder"])  # expect: command-injection

    def get(self, name):
        return subprocess.getoutput("ls " + name)  # expect: command-injection

    def put(self):
        body = request.get_json()
        return subprocess.getoutput("ls " + shlex.quote(body["folder"]))


app.add_url_rule("/folder/<name>", view_func=Folder.as_view("folder"))


class Listing(HTTPEndpoint):
    async def post(self, request):
        body = await request.json()
        return JSONResponse(subprocess.getoutput("ls " + body["folder"]))  # expect: command-injection

    async def put(self, request):
        body = await request.json()
        return JSONResponse(subprocess.getoutput("ls " + shlex.quote(body["folder"])))


routes = [Route("/listing", Listing)]


class Entry(tornado.web.RequestHandler):
    def post(self):
        body = json.loads(self.request.body)
        self.finish(subprocess.getoutput("ls " + body["folder"]))  # expect: command-injection


class Item(web.View):
    async def post(self):
        body = await self.request.json()
        return web.json_response(subprocess.getoutput("ls " + body["folder"]))  # expect: command-injection


class Lines(asyncio.Protocol):
    def data_received(self, data):
        print(subprocess.getoutput("ls " + data.decode()))  # expect: command-injection


class Words(socketserver.StreamRequestHandler):
    def handle(self):
        word = self.rfile.readline().decode()
        self.wfile.write(subprocess.check_output("ls " + word, shell=True))  # expect: command-injection


class Own:
    """No view: nobody calls this."""

    def post(self, name):
        return subprocess.getoutput("ls " + name)


mcp.run()
