# One segment is encoded, the other refused where it could be more than one or lead up: what is left is a `?`.
from urllib.parse import quote

import httpx
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("jobs")
BASE = "https://ci.example.com/api"


def segment(text: str) -> str:
    if "/" in text or ".." in text:
        raise ValueError("no segment")
    return text


def without_slash(text: str) -> str:
    if "/" in text:
        raise ValueError("no segment")
    return text


def without_dots(text: str) -> str:
    if ".." in text:
        raise ValueError("no segment")
    return text


@mcp.tool()
def show_job(project: str, job: str) -> str:
    """Shows a job."""
    job = segment(job)
    url = f"{BASE}/projects/{quote(project, safe='')}/jobs/{job}"
    return str(httpx.get(url, timeout=5).status_code)  # expect: ssrf


@mcp.tool()
def cancel_job(project: str, job: str) -> str:
    """Cancels a job. Two dots alone lead up."""
    job = without_slash(job)
    url = f"{BASE}/projects/{quote(project, safe='')}/jobs/{job}/cancel"
    return str(httpx.post(url, timeout=5).status_code)  # expect: url-path-injection


@mcp.tool()
def restart_job(project: str, job: str) -> str:
    """Restarts a job. With a slash, it is more than one segment."""
    job = without_dots(job)
    url = f"{BASE}/projects/{quote(project, safe='')}/jobs/{job}/restart"
    return str(httpx.post(url, timeout=5).status_code)  # expect: url-path-injection


mcp.run()
