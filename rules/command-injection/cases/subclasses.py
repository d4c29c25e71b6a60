# The tools are the classes that extend a base, as that itself tells; the base calls a check before each of them.
import re
import subprocess

from mcp.server import Server

app = Server("subclasses")


class BaseTool:
    name = ""

    def run(self, arguments):
        self.validate(arguments)
        return self.execute(**arguments)

    def validate(self, arguments):
        return None


class DigTool(BaseTool):
    name = "dig"
    description = "Looks up a name"

    def validate(self, arguments):
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*", arguments.get("host", "")):
            raise ValueError("invalid host")

    def execute(self, host: str, **_):
        return subprocess.getoutput(f"dig +short {host}")


class TraceTool(BaseTool):
    name = "trace"
    description = "Traces a route"

    def execute(self, host: str, **_):
        return subprocess.getoutput(f"traceroute {host}")  # expect: command-injection


@app.call_tool()
async def call_tool(name: str, arguments: dict):
    for cls in BaseTool.__subclasses__():
        if cls.name == name:
            return cls().run(arguments)
