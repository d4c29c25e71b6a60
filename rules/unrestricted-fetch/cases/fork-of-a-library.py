# A fork under a name of its own, imported from a module within it: it does what the library does.
from mcp.server.fastmcp import FastMCP
from patchright.async_api import Page, async_playwright

mcp = FastMCP("fork-of-a-library")
PAGES: dict[str, Page] = {}


@mcp.tool()
async def open_page(url: str) -> str:
    """Opens a page."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch()
        page = await browser.new_page()
        await page.goto(url)  # expect: unrestricted-fetch
        return "opened"


@mcp.tool()
async def open_in(page: str, url: str) -> str:
    """Opens a page in a tab that is there."""
    return await show(PAGES[page], url)


async def show(page: Page, url: str) -> str:
    await page.goto(url)  # expect: unrestricted-fetch
    return "opened"
