import json
from http.server import BaseHTTPRequestHandler, HTTPServer


class Messages(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        message = json.loads(self.rfile.read(length))  # expect: unbounded-body
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": {}}).encode())


HTTPServer(("127.0.0.1", 8000), Messages).serve_forever()
