"""Sockets that have a path for an address, and one that has a host."""

import socket

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("local-sockets")


@mcp.tool()
def ping_instance(socket_path: str) -> str:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.connect(socket_path)
        return connection.recv(16).decode()


@mcp.tool()
def ping_host(host: str, port: int) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as connection:
        connection.connect((host, port))  # expect: ssrf
        return connection.recv(16).decode()


@mcp.tool()
def ping_other(host: str, port: int) -> str:
    connection = socket.socket()
    connection.connect((host, port))  # expect: ssrf
    return connection.recv(16).decode()
