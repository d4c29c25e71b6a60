# Each path has its origins.
from flask import Flask, jsonify, request
from flask_cors import CORS
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")
app = Flask(__name__)
CORS(app, resources={r"/mcp": {"origins": ["http://localhost:6274"]}}, supports_credentials=True)


@app.post("/mcp")
def rpc():
    return jsonify({"jsonrpc": "2.0", "id": request.json["id"], "result": {"tools": []}})


app.run("127.0.0.1", 8000)
