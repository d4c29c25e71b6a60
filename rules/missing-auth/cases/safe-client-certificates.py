# Callers bring a certificate, or the connection is not made.
import ssl

import uvicorn
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")


@mcp.tool()
def ping() -> str:
    return "pong"


uvicorn.run(
    mcp.streamable_http_app(),
    host="0.0.0.0",
    port=8443,
    ssl_keyfile="key.pem",
    ssl_certfile="cert.pem",
    ssl_ca_certs="callers.pem",
    ssl_cert_reqs=ssl.CERT_REQUIRED,
)
