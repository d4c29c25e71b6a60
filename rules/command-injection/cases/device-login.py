# The page of a device login is opened in the browser (for reviewers only); so is an address that the caller sent.
import webbrowser

import httpx
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("device-login")


@mcp.tool()
def log_in() -> str:
    answer = httpx.post("https://login.example.com/device", timeout=10).json()
    webbrowser.open(answer["verification_uri"])  # expect: command-injection
    return answer["user_code"]


@mcp.tool()
def show_ticket(ticket: str) -> str:
    webbrowser.open(f"{ticket}/view")  # expect: command-injection
    return "shown"


if __name__ == "__main__":
    mcp.run()
