from pathlib import Path

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("settings")
ENV = Path.home() / ".app" / ".env"


@mcp.tool()
def set_token(token: str) -> str:
    """Keeps a token."""
    ENV.write_text(f"TOKEN={token}\n")  # expect: settings-injection
    return "saved"


@mcp.tool()
def add_host(name: str, address: str) -> str:
    """Adds a host."""
    with open("/etc/hosts", "a") as hosts:
        hosts.write(f"{address} {name}\n")  # expect: settings-injection
    return "added"


def save(lines: list[str]) -> None:
    with open(".pgpass", "w") as out:
        out.write("\n".join(lines))  # expect: settings-injection


@mcp.tool()
def set_password(password: str) -> str:
    """Keeps a password."""
    save([f"localhost:5432:app:app:{password}"])
    return "saved"
