import os
from datetime import datetime, timedelta, timezone

import jwt
import uvicorn
from fastapi import FastAPI
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")
app = FastAPI()


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


@app.post("/token")
def token() -> dict:
    claims = {"sub": "guest", "exp": datetime.now(timezone.utc) + timedelta(days=30)}
    return {"token": jwt.encode(claims, os.environ["JWT_KEY"], algorithm="HS256")}  # expect: long-lived-token


app.mount("/", mcp.streamable_http_app())
uvicorn.run(app, host="127.0.0.1", port=8000)
