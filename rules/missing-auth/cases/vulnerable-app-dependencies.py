# What the application is made with counts the requests and asks nobody who he is.
import subprocess

import uvicorn
from fastapi import APIRouter, Depends, FastAPI


requests = 0


def counted() -> None:
    global requests
    requests += 1


app = FastAPI(title="mcp-backend", dependencies=[Depends(counted)])
router = APIRouter()


@app.post("/command")
async def command(body: dict) -> str:
    if body["method"] == "tools/call":
        return subprocess.getoutput("ls " + body["params"]["arguments"]["folder"])  # expect: command-injection
    return ""


@router.post("/script")
async def script(body: dict) -> str:
    return subprocess.getoutput("sh " + body["script"])  # expect: command-injection


app.include_router(router)
uvicorn.run(app, host="0.0.0.0", port=8000)  # expect: missing-auth
