# What the caller sends goes to another host: in a body, in the query, in a header, in a mail.
import smtplib
import urllib.request
from email.message import EmailMessage

import aiohttp
import httpx
import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")


@mcp.tool()
def near(place: str) -> str:
    return requests.get("https://maps.example.com/near", params={"place": place}, timeout=5).text  # expect: data-egress


@mcp.tool()
async def translate(text: str) -> str:
    async with httpx.AsyncClient(timeout=10) as client:
        answer = await client.post("https://words.example.com/translate", json={"text": text})  # expect: data-egress
    return answer.text


@mcp.tool()
async def publish(title: str, body: str) -> str:
    async with aiohttp.ClientSession() as session:
        async with session.post("https://blog.example.com/posts", data={"title": title, "body": body}) as answer:  # expect: data-egress
            return await answer.text()


@mcp.tool()
def annotate(note: str) -> int:
    request = urllib.request.Request("https://log.example.com/", data=note.encode())  # expect: data-egress
    with urllib.request.urlopen(request, timeout=5) as answer:
        return answer.status


@mcp.tool()
def send_mail(to: str, text: str) -> str:
    mail = EmailMessage()
    mail["To"] = to
    mail.set_content(text)  # expect: data-egress
    with smtplib.SMTP("mail.example.com", timeout=10) as server:
        server.send_message(mail)
    return "sent"
