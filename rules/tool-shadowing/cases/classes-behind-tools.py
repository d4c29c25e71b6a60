# Tools that classes stand behind: what hands on to the method that is called is the same tool, no second one.
import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("agent")


class BaseTool:
    name = ""

    def run(self, tool_input: dict) -> str:
        print(self.name)
        return self.run_impl(tool_input)

    def run_impl(self, tool_input: dict) -> str:
        raise NotImplementedError


class Greet(BaseTool):
    name = "greet"

    def run_impl(self, tool_input: dict) -> str:
        return "hello " + tool_input["who"]


class Fetch(BaseTool):
    name = "fetch_page"

    def run_impl(self, tool_input: dict) -> str:
        return requests.get(tool_input["url"], timeout=9).text  # expect: unrestricted-fetch


greeter = Greet()
fetcher = Fetch()


@mcp.tool()
def greet(who: str) -> str:
    """Greets a person."""
    return greeter.run_impl({"who": who})


@mcp.tool()
def fetch_page(url: str) -> str:
    """Fetches a page."""
    return fetcher.run_impl({"url": url})


class OtherTool:  # expect: tool-shadowing
    name = "count_words"

    def __init__(self):
        self.note("made")

    def note(self, text: str) -> None:
        print(text)

    def run(self, tool_input: dict) -> str:
        self.note("run")
        return requests.get(tool_input["url"], timeout=9).text  # expect: ssrf


other = OtherTool()


@mcp.tool()
def count_words(text: str) -> str:
    """Counts words."""
    return str(len(text.split()))


mcp.run()
