# The answer is checked or escaped first.
import html
import json
import subprocess

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastmcp import Client
from flask import Flask, render_template

api = FastAPI()
site = Flask(__name__)
client = Client("https://search.example.com/mcp")
STEPS = {"build": ["npm", "run", "build"], "test": ["npm", "test"]}


@api.get("/search")
async def search(query: str):
    async with client:
        result = await client.call_tool("search", {"q": query})
    return HTMLResponse(f"<main>{html.escape(str(result.content[0].text))}</main>")


@api.get("/raw")
async def raw(query: str):
    async with client:
        result = await client.call_tool("search", {"q": query})
    return {"text": result.content[0].text}


@site.route("/news")
async def news():
    async with client:
        result = await client.call_tool("news", {})
    return render_template("news.html", items=json.loads(result.content[0].text))


async def refresh() -> None:
    async with client:
        result = await client.call_tool("next_step", {})
    subprocess.run(STEPS[result.content[0].text])
