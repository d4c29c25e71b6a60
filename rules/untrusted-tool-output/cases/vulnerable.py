# What another server answered, used as if it were the program's own.
import pickle
import subprocess
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastmcp import Client
from flask import Flask, render_template_string
from markupsafe import Markup
from mcp import ClientSession
from mcp.client.stdio import StdioServerParameters, stdio_client

api = FastAPI()
site = Flask(__name__)
client = Client("https://search.example.com/mcp")


@api.get("/search")
async def search(query: str):
    async with client:
        result = await client.call_tool("search", {"q": query})
    return HTMLResponse(f"<main>{result.content[0].text}</main>")  # expect: untrusted-tool-output


def page(body):
    return "<html><body>" + str(body) + "</body></html>"


@site.route("/news")
async def news():
    async with client:
        result = await client.call_tool("news", {})
    return page(result.data)  # expect: untrusted-tool-output


@site.route("/card")
async def card():
    async with client:
        result = await client.call_tool("card", {})
    return str(Markup(result.content[0].text))  # expect: untrusted-tool-output


@site.route("/template")
async def template():
    async with client:
        result = await client.call_tool("template", {})
    return render_template_string(result.content[0].text)  # expect: untrusted-tool-output


async def refresh(session: ClientSession) -> None:
    result = await session.call_tool("next_step", {})
    subprocess.run(result.content[0].text, shell=True)  # expect: untrusted-tool-output
    listing = await session.read_resource("file:///list")
    for item in listing.contents:
        Path(item.name).write_text(item.text)  # expect: untrusted-tool-output
    answer = await session.call_tool("formula", {"cell": "A1"})
    print(eval(answer.content[0].text))  # expect: untrusted-tool-output


async def main() -> None:
    async with stdio_client(StdioServerParameters(command="steps")) as (read, write):
        async with ClientSession(read, write) as session:
            await session.initialize()
            await refresh(session)
