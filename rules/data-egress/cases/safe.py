# Numbers and switches say nothing of the caller; what stays on the machine goes nowhere.
import json
from typing import Literal

import httpx
import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")
notes: list[str] = []


@mcp.tool()
def status(verbose: bool = False) -> int:
    return requests.post("https://api.example.com/", json={"verbose": verbose}, timeout=5).status_code


@mcp.tool()
async def page(number: int, order: Literal["new", "old"]) -> str:
    async with httpx.AsyncClient(timeout=10) as client:
        answer = await client.get("https://api.example.com/list", params={"page": number, "order": order})
    return answer.text


@mcp.tool()
def remember(text: str) -> str:
    notes.append(json.dumps({"text": text}))
    return "ok"
