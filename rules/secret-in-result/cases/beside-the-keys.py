# What lies beside the keys of SSH: names of hosts and the public halves are no secret, the keys are.
from pathlib import Path

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("beside-the-keys")
FOLDER = Path.home() / ".ssh"


@mcp.tool()
def hosts() -> str:
    return (FOLDER / "config").read_text()


@mcp.tool()
def public_key() -> str:
    return (Path.home() / ".ssh" / "id_ed25519.pub").read_text()


@mcp.tool()
def key() -> str:
    return (FOLDER / "id_ed25519").read_text()  # expect: secret-in-result


@mcp.tool()
def deploy_key() -> str:
    return (Path.home() / ".ssh" / "deploy_key").read_text()  # expect: secret-in-result
