import requests
from mcp.server.fastmcp import FastMCP
from slack_sdk import WebClient

mcp = FastMCP("demo")
slack = WebClient(token="")


@mcp.tool()
def post(text: str) -> int:
    message = {"channel": "C1", "text": text, "unfurl_links": False, "unfurl_media": False}
    return requests.post("https://slack.com/api/chat.postMessage", json=message, timeout=5).status_code


@mcp.tool()
def say(text: str) -> str:
    return str(slack.chat_postMessage(channel="C1", text=text, unfurl_links=False, unfurl_media=False))
