# A server that is made of a web application: its routes are the tools.
import shlex
import subprocess

from fastapi import FastAPI
from fastmcp import FastMCP

app = FastAPI()


@app.get("/logs/{service}")
def logs(service: str):
    return subprocess.getoutput(f"journalctl -u {service}")  # expect: command-injection


@app.get("/states/{service}")
def states(service: str):
    return subprocess.getoutput(f"systemctl status {shlex.quote(service)}")


mcp = FastMCP.from_fastapi(app=app)
mcp.run()
