import json
from http.server import BaseHTTPRequestHandler, HTTPServer

MAX_BODY = 1_000_000


class Messages(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        if length > MAX_BODY:
            self.send_error(413)
            return
        message = json.loads(self.rfile.read(length))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": {}}).encode())


HTTPServer(("127.0.0.1", 8000), Messages).serve_forever()
