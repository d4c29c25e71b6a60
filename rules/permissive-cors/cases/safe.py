import os

import uvicorn
from mcp.server.fastmcp import FastMCP
from starlette.middleware.cors import CORSMiddleware

ORIGINS = os.getenv("CORS_ORIGINS", "http://localhost:8000,http://127.0.0.1:8000").split(",")

mcp = FastMCP("notes")


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


app = mcp.streamable_http_app()
app.add_middleware(
    CORSMiddleware,
    allow_origins=ORIGINS,
    allow_credentials="*" not in ORIGINS,
    allow_methods=["*"],
)
uvicorn.run(app, host="127.0.0.1", port=8000)
