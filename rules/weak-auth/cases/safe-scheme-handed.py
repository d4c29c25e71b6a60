# What the scheme gives is looked up by the route.
import uvicorn
from fastapi import Depends, FastAPI
from fastapi.security import HTTPBearer
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")
bearer = HTTPBearer()


def caller(given=Depends(bearer)) -> str:
    return given.credentials


NOTES = {}
api = FastAPI()


@api.post("/notes")
def notes(who: str = Depends(caller)):
    return {"notes": NOTES[who]}


api.mount("/", mcp.streamable_http_app())
uvicorn.run(api, host="127.0.0.1", port=8000)
