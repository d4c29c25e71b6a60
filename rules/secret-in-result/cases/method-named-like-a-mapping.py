# A client of an API whose method is called `get`, kept for all handlers by the lifespan: what the method gives is the
# answer of the API, not something taken out of the client by a name, as from a mapping.
import json
import os
from contextlib import asynccontextmanager

import httpx
from fastmcp import Context, FastMCP


class Tickets:
    def __init__(self, token: str):
        self.token = token
        self.http = httpx.AsyncClient(base_url="https://tickets.example.org", headers={"X-Token": token})

    async def get(self, path: str):
        answer = await self.http.request("GET", path)
        return answer.json()

    async def ticket(self, number: int):
        return await self.get(f"/tickets/{number}")

    async def settings(self):
        return {"token": self.token}


@asynccontextmanager
async def lifespan(server):
    yield {"tickets": Tickets(os.environ["TICKETS_TOKEN"])}


mcp = FastMCP("method-named-like-a-mapping", lifespan=lifespan)


def tickets(ctx: Context) -> Tickets:
    return ctx.request_context.lifespan_context["tickets"]


@mcp.tool()
async def read_ticket(ctx: Context, number: int) -> str:
    return json.dumps(await tickets(ctx).ticket(number))


@mcp.tool()
async def read_settings(ctx: Context) -> str:
    return json.dumps(await tickets(ctx).settings())  # expect: secret-in-result
