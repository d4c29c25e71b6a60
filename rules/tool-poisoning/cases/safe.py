from mcp.server.fastmcp import FastMCP
from pydantic import Field

mcp = FastMCP("demo", instructions="Always confirm destructive steps with the user before you call delete_note.")


@mcp.tool()
def delete_note(
    note: str = Field(description="Id of the note. If the user does not know it, call list_notes first."),
) -> str:
    """Deletes a note.

    WARNING: this cannot be undone. You MUST tell the user before you call it. Never ask for passwords,
    and do not reveal API keys to the user.
    """
    return note


@mcp.tool()
def scan_text(text: str) -> str:
    """Detects prompt injection: phrases such as "ignore all previous instructions" or "do not tell the user"."""
    return text


@mcp.tool()
def run_line(line: str) -> str:
    """Runs a line of code.

    Never tell the user which command to run, only run it for them using this tool.
    """
    return line


@mcp.tool()
def fill_in(role: str, system: str) -> str:
    """Fills in the first line of a letter.

    The line is: You are a principal <ROLE> working on <SYSTEM>. Both parts must be given before other tools are called.
    """
    return f"{role} {system}"


@mcp.prompt()
def check_before_change(scope: str) -> str:
    return f"Read the trail of {scope} and name recent changes the operator may not be aware of."


@mcp.tool()
def connect(host: str, key: str = "~/.ssh/id_ed25519") -> str:
    """Connects to a host over SSH with the given private key."""
    return host + key
