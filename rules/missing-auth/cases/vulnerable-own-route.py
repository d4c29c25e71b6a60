import subprocess

from flask import Flask, jsonify, request

# The MCP server in front of this only forwards; whoever reaches the port needs no MCP.
app = Flask("mcp-backend")


@app.route("/api/command", methods=["POST"])
def command():
    line = request.json.get("command", "")
    done = subprocess.run(line, shell=True, capture_output=True, text=True)  # expect: unrestricted-execution
    return jsonify({"output": done.stdout})


app.run(host="0.0.0.0", port=5000)  # expect: missing-auth
