# A copy with one field given anew keeps the other fields as they were.
import dataclasses
from dataclasses import dataclass

import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("replaced-fields")


@dataclass(frozen=True)
class Settings:
    address: str = "https://api.example.org"
    note: str = ""

    def page(self, name: str) -> str:
        return f"{self.address}/{name}"


FIXED = Settings()


@mcp.tool()
def noted(note: str) -> str:
    """Asks with a note."""
    settings = dataclasses.replace(FIXED, note=note)
    requests.get(settings.page("ping"), timeout=5)
    return requests.get(settings.address + "/ping", timeout=5).text


@mcp.tool()
def moved(address: str) -> str:
    """Asks somewhere else."""
    settings = dataclasses.replace(FIXED, address=address)
    return requests.get(settings.address + "/ping", timeout=5).text  # expect: ssrf


if __name__ == "__main__":
    mcp.run()
