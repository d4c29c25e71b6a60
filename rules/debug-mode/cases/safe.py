import os

from flask import Flask
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")
app = Flask(__name__)


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


@app.route("/health")
def health() -> str:
    return "ok"


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=5000, debug=os.getenv("DEBUG") == "1")
