# Classes that a base is told of, and puts into a table.
import shlex
import subprocess

from mcp.server import Server

app = Server("subclasses")


class Command:
    registry = {}

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        Command.registry[cls.name] = cls

    def run(self, arguments):
        return self.execute(**arguments)


class Trace(Command):
    name = "trace"

    def execute(self, host, **_):
        return subprocess.getoutput(f"traceroute {host}")  # expect: command-injection


class Ping(Command):
    name = "ping"

    def execute(self, host, **_):
        return subprocess.getoutput(f"ping -c 1 {shlex.quote(host)}")


@app.call_tool()
async def call_tool(name: str, arguments: dict):
    return Command.registry[name]().run(arguments)
