import os
from urllib.parse import quote

import httpx
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("jobs")
BASE = os.environ.get("API_URL", "https://ci.example.com/api")


@mcp.tool()
def cancel_job(project: str, job: str) -> str:
    """Cancels a job."""
    url = f"{BASE}/projects/{quote(project, safe='')}/jobs/{job}/cancel"
    return str(httpx.post(url, timeout=5).status_code)  # expect: url-path-injection


mcp.run()
