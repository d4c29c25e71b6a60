# Tools that say that they fetch what they are sent.
import urllib.request

import httpx
import requests
from mcp.server.fastmcp import FastMCP
from playwright.async_api import async_playwright

mcp = FastMCP("cases")


@mcp.tool()
def fetch_url(url: str) -> str:
    """Fetches a URL."""
    return requests.get(url, timeout=10).text  # expect: unrestricted-fetch


@mcp.tool()
async def download_page(url: str) -> str:
    """Downloads a web page."""
    async with httpx.AsyncClient(follow_redirects=True) as client:
        return (await client.get(url)).text  # expect: unrestricted-fetch


@mcp.tool()
def fetch_feed(url: str) -> str:
    """Fetches the feed at a URL."""
    with urllib.request.urlopen(url) as answer:  # expect: unrestricted-fetch
        return answer.read().decode()


@mcp.tool()
async def navigate(url: str) -> str:
    """Navigates to a URL."""
    async with async_playwright() as p:
        browser = await p.chromium.launch()
        page = await browser.new_page()
        await page.goto(url)  # expect: unrestricted-fetch
        return await page.title()
