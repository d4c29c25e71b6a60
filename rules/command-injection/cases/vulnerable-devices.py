# Commands for devices, and options of a scanner.
import nmap
from mcp.server.fastmcp import FastMCP
from netmiko import ConnectHandler

mcp = FastMCP("devices")


@mcp.tool()
def show_interface(interface: str) -> str:
    device = ConnectHandler(device_type="cisco_ios", host="switch.example")
    return device.send_command(f"show interface {interface}")  # expect: command-injection


@mcp.tool()
def scan_ports(ports: str) -> str:
    scanner = nmap.PortScanner()
    return str(scanner.scan("192.0.2.1", "1-1024", arguments=ports))  # expect: argument-injection


if __name__ == "__main__":
    mcp.run()
