import uvicorn
from flask import Flask, request
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
    app.run(host="127.0.0.1", port=5000, debug=True)  # expect: debug-mode
