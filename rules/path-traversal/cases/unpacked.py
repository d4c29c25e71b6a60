# Archives hold names that whoever packed them chose; where the bytes come from makes no difference.
import io
import os
import tarfile
import zipfile
from base64 import b64decode
from pathlib import Path

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("unpacked")
OUT = Path("/srv/imports")
BASE = os.path.realpath("/srv/imports")


def refuse(name: str) -> None:
    target = os.path.realpath(os.path.join(BASE, name))
    if not target.startswith(BASE + os.sep):
        raise ValueError("outside")


@mcp.tool()
def import_tar(data: str) -> str:
    with tarfile.open(fileobj=io.BytesIO(b64decode(data))) as tar:
        tar.extractall(OUT)  # expect: path-traversal
    return "done"


@mcp.tool()
def import_tar_trusting(data: str) -> str:
    with tarfile.open(fileobj=io.BytesIO(b64decode(data))) as tar:
        tar.extractall(OUT, filter="fully_trusted")  # expect: path-traversal
    return "done"


@mcp.tool()
def import_tar_filtered(data: str) -> str:
    with tarfile.open(fileobj=io.BytesIO(b64decode(data))) as tar:
        tar.extractall(OUT, filter="data")
    return "done"


@mcp.tool()
def import_tar_checked(data: str) -> str:
    with tarfile.open(fileobj=io.BytesIO(b64decode(data))) as tar:
        for member in tar.getmembers():
            refuse(member.name)
        tar.extractall(OUT)
    return "done"


@mcp.tool()
def import_tar_refused(data: str) -> str:
    with tarfile.open(fileobj=io.BytesIO(b64decode(data))) as tar:
        for member in tar.getmembers():
            if member.name.startswith("/") or ".." in member.name:
                raise ValueError("outside")
        tar.extractall(OUT)
    return "done"


@mcp.tool()
def import_tar_half(data: str) -> str:
    with tarfile.open(fileobj=io.BytesIO(b64decode(data))) as tar:
        for member in tar.getmembers():
            if member.name.startswith("/"):
                raise ValueError("outside")
        tar.extractall(OUT)  # expect: path-traversal
    return "done"


@mcp.tool()
def import_one_by_one(data: str) -> str:
    with tarfile.open(fileobj=io.BytesIO(b64decode(data))) as tar:
        for member in tar.getmembers():
            refuse(member.name)
            tar.extract(member, OUT)
    return "done"


@mcp.tool()
def import_members(data: str) -> str:
    tar = tarfile.open(fileobj=io.BytesIO(b64decode(data)))
    for member in tar.getmembers():
        with open(os.path.join(BASE, member.name), "wb") as fh:  # expect: path-traversal
            fh.write(tar.extractfile(member).read())
    return "done"


@mcp.tool()
def import_zip(data: str) -> str:
    packed = zipfile.ZipFile(io.BytesIO(b64decode(data)))
    for name in packed.namelist():
        (OUT / name).write_bytes(packed.read(name))  # expect: path-traversal
    return "done"


@mcp.tool()
def import_zip_infos(data: str) -> str:
    with zipfile.ZipFile(io.BytesIO(b64decode(data))) as packed:
        for info in packed.infolist():
            (OUT / info.filename).write_bytes(packed.read(info))  # expect: path-traversal
    return "done"


@mcp.tool()
def import_zip_flat(data: str) -> str:
    with zipfile.ZipFile(io.BytesIO(b64decode(data))) as packed:
        for info in packed.infolist():
            (OUT / Path(info.filename).name).write_bytes(packed.read(info))
        packed.extractall(OUT)
    return "done"


@mcp.tool()
def list_in_memory(listing: str) -> str:
    stream = io.StringIO(listing)
    for line in stream.readlines():
        open(line).close()  # expect: path-traversal
    return "done"


if __name__ == "__main__":
    mcp.run()
