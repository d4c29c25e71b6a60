import hmac

import requests
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.ciphers import algorithms
from mcp.server.fastmcp import FastMCP
from requests.auth import HTTPBasicAuth

mcp = FastMCP("x")
# The place in the call says what it is.
box = Fernet(b"q7Wm2ZtR5bXc9KdLs4VyHn8Jf3Pg6TaE1UoBxYz1234=")  # expect: hardcoded-secret
cipher = algorithms.AES(b"7Wm2ZtR5bXc9KdLs4VyHn8Jf3Pg6TaE1")  # expect: hardcoded-secret
first = requests.get("https://api.acme.io", auth=("admin", "Kp7!vQ2mZx94"), timeout=5)  # expect: hardcoded-secret
second = requests.get("https://api.acme.io", auth=HTTPBasicAuth("admin", "Rt6?wN3kBv81"), timeout=5)  # expect: hardcoded-secret


@mcp.tool()
def sign(text: str) -> str:
    return hmac.new(b"kD93jf8sLq02mXz7Ab", text.encode(), "sha256").hexdigest()  # expect: hardcoded-secret
