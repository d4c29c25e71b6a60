# A certificate is asked for, and who brings none is served all the same.
import ssl

import uvicorn
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")


@mcp.tool()
def ping() -> str:
    return "pong"


uvicorn.run(  # expect: missing-auth
    mcp.streamable_http_app(),
    host="0.0.0.0",
    port=8443,
    ssl_keyfile="key.pem",
    ssl_certfile="cert.pem",
    ssl_ca_certs="callers.pem",
    ssl_cert_reqs=ssl.CERT_OPTIONAL,
)
