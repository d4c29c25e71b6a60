# A route that ends the request by raising the answer: what is behind it is behind the check, unless that is caught.
import os
from pathlib import Path

import bottle
from flask import Flask, abort, send_file
from flask_restx import Namespace
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("artifacts")
app = Flask(__name__)
old = bottle.Bottle()
ns = Namespace("artifacts")
ROOT = Path("/srv/artifacts").resolve()


@mcp.tool()
def list_artifacts() -> list[str]:
    """Lists the artifacts."""
    return [p.name for p in ROOT.iterdir()]


@app.route("/artifacts/<path:wanted>", methods=["GET"])
def artifact(wanted: str):
    target = (ROOT / wanted).resolve()
    if ROOT not in target.parents:
        abort(404)
    return send_file(target)


@app.route("/named/<path:wanted>", methods=["GET"])
def named(wanted: str):
    target = (ROOT / wanted).resolve()
    if ROOT not in target.parents:
        ns.abort(404, "no such artifact")
    return send_file(target)


@app.route("/caught/<path:wanted>", methods=["GET"])
def caught(wanted: str):
    target = (ROOT / wanted).resolve()
    try:
        if ROOT not in target.parents:
            abort(404)
    except Exception:
        print("outside")
    return send_file(target)  # expect: weak-path-guard


@old.route("/old/<wanted:path>")
def old_artifact(wanted: str):
    target = os.path.realpath(os.path.join("/srv/artifacts", wanted))
    if not target.startswith("/srv/artifacts/"):
        bottle.abort(403, "outside")
    with open(target) as found:
        return {"text": found.read()}


@old.route("/unchecked/<wanted:path>")
def old_unchecked(wanted: str):
    with open(os.path.join("/srv/artifacts", wanted)) as found:  # expect: path-traversal
        return {"text": found.read()}


if __name__ == "__main__":
    mcp.run()
