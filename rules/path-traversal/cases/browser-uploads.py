# Files that a browser is told to upload are named by their path; which field they go into is no file.
import nodriver
from mcp.server.fastmcp import FastMCP
from playwright.async_api import async_playwright

mcp = FastMCP("forms")


@mcp.tool()
async def put_form(selector: str) -> str:
    """Puts the form into a field."""
    async with async_playwright() as p:
        browser = await p.chromium.launch()
        page = await browser.new_page()
        await page.set_input_files(selector, "/srv/form.txt")
    return "done"


@mcp.tool()
async def put_file(selector: str, path: str) -> str:
    """Puts a file into a field."""
    async with async_playwright() as p:
        browser = await p.chromium.launch()
        page = await browser.new_page()
        await page.set_input_files(selector, path)  # expect: path-traversal
        await page.locator("#second").set_input_files(path)  # expect: path-traversal
    return "done"


@mcp.tool()
async def send_form(selector: str) -> str:
    """Sends the form."""
    browser = await nodriver.start()
    tab = await browser.get("https://forms.acme.io/")
    element = await tab.select(selector)
    await element.send_file("/srv/form.txt")
    return "done"


@mcp.tool()
async def send_any(selector: str, path: str) -> str:
    """Sends a file."""
    browser = await nodriver.start()
    tab = await browser.get("https://forms.acme.io/")
    element = await tab.select(selector)
    await element.send_file(path)  # expect: path-traversal
    return "done"


if __name__ == "__main__":
    mcp.run()
