# An uploaded file is stored under the name that came with it.
import os

from flask import Flask, request
from mcp.server.fastmcp import FastMCP
from werkzeug.utils import secure_filename

app = Flask(__name__)
mcp = FastMCP("uploads")


@app.route("/upload", methods=["POST"])
def upload() -> str:
    file = request.files.get("file")
    file.save(os.path.join("uploads", file.filename))  # expect: path-traversal
    image = request.files["image"]
    image.save(os.path.join("uploads", secure_filename(image.filename)))
    return "stored"


@mcp.tool()
def rename_note(old: str, new: str) -> str:
    from pathlib import Path

    label = Path(old) if old else new
    return str(label.replace("\\", "/"))


if __name__ == "__main__":
    mcp.run()
