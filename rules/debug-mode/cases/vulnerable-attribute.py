from flask import Flask
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")
app = Flask(__name__)
app.config["DEBUG"] = True  # expect: debug-mode


@mcp.tool()
def shout(text: str) -> str:
    return text.upper()


app.run(host="127.0.0.1", port=5000)
