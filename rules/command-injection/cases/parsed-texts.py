# Parsers and types that let nothing through that a shell acts on, and those that do.
import subprocess
from datetime import date, datetime
from decimal import Decimal
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address, ip_network
from uuid import UUID

from mcp.server.fastmcp import FastMCP
from pydantic import BaseModel, IPvAnyAddress

mcp = FastMCP("reports")


def checked(address: str) -> None:
    try:
        IPv4Address(address)
    except AddressValueError as e:
        raise ValueError("no address") from e


@mcp.tool()
def report(day: str) -> str:
    """Shows the report of a day."""
    try:
        datetime.strptime(day, "%Y-%m-%d")
    except ValueError:
        return "no date"
    return subprocess.getoutput(f"cat reports/{day}.csv")


@mcp.tool()
def month(name: str) -> str:
    """Shows the reports of a month."""
    datetime.strptime(name, "$(%B)")
    return subprocess.getoutput(f"cat reports/{name}.csv")  # expect: command-injection


@mcp.tool()
def moment(time: str, form: str) -> str:
    """Shows the report of a moment, in the caller's own notation."""
    datetime.strptime(time, form)
    return subprocess.getoutput(f"cat reports/{time}.csv")  # expect: command-injection


@mcp.tool()
def since(day: str, least: str) -> str:
    """Shows what happened since a day."""
    date.fromisoformat(day)
    Decimal(least)
    return subprocess.getoutput(f"events --since {day} --least {least}")


@mcp.tool()
def ping(host: str) -> str:
    """Asks a host whether it is there."""
    checked(host)
    return subprocess.getoutput(f"ping -c 1 {host}")


@mcp.tool()
def ping_parsed(host: str) -> str:
    """Asks a host whether it is there."""
    return subprocess.getoutput(f"ping -c 1 {IPv4Address(host)}")


@mcp.tool()
def ping_any(host: str) -> str:
    """Asks a host whether it is there; the zone of `fe80::1%$(id)` is any text."""
    return subprocess.getoutput(f"ping -c 1 {ip_address(host)}")  # expect: command-injection


@mcp.tool()
def scan(network: str) -> str:
    """Looks for hosts; the zone of a network that has no host bits stays."""
    found = ip_network(network, strict=False)
    return subprocess.getoutput(f"nmap -sn {found}")  # expect: command-injection


class Host(BaseModel):
    address: IPvAnyAddress


@mcp.tool()
def trace(to: IPv4Address) -> str:
    """Shows the way to a host."""
    return subprocess.getoutput(f"traceroute {to}")


@mcp.tool()
def trace_new(to: IPv6Address) -> str:
    """Shows the way to a host."""
    return subprocess.getoutput(f"traceroute6 {to}")  # expect: command-injection


@mcp.tool()
def trace_any(host: Host) -> str:
    """Shows the way to a host."""
    return subprocess.getoutput(f"traceroute {host.address}")  # expect: command-injection


@mcp.tool()
def entry(key: UUID) -> str:
    """Shows an entry."""
    return subprocess.getoutput(f"entries show {key}")


if __name__ == "__main__":
    mcp.run()
