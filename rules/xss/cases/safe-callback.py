# The same page, with the text escaped.
import html
import http.server
import urllib.parse

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("callback")


class Callback(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        query = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
        if "error" in query:
            self._page("Sign-in failed: " + html.escape(query["error"][0]))

    def _page(self, message: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<html><p>{message}</p></html>".encode())


@mcp.tool()
def sign_in() -> str:
    http.server.HTTPServer(("127.0.0.1", 8391), Callback).handle_request()
    return "done"


if __name__ == "__main__":
    mcp.run()
