import base64
import hashlib
import hmac
import os

import requests
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.ciphers import algorithms
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("x")
# Keys from outside, and what everybody is told to put in their place.
box = Fernet(Fernet.generate_key())
cipher = algorithms.AES(os.urandom(32))
first = requests.get("https://api.acme.io", auth=(os.environ["API_USER"], os.environ["API_PASS"]), timeout=5)
second = requests.get("https://api.acme.io", auth=("user", "your-password"), timeout=5)
example = base64.b64encode(b"user:password")


@mcp.tool()
def sign(text: str) -> str:
    digest = hashlib.new("sha256", text.encode()).hexdigest()
    return digest + hmac.new(os.environ["SIGNING_KEY"].encode(), text.encode(), "sha256").hexdigest()
