"""A part of an add-on that is called like the script of a package: it is imported, and never run by an installer."""

import subprocess
import urllib.request
from pathlib import Path

from .paths import folder


def fetch_tool(address: str) -> int:
    target = Path(folder()) / "tool"
    target.write_bytes(urllib.request.urlopen(address).read())
    return subprocess.run([str(target)]).returncode
