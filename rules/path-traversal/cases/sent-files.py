# What a client of a messenger sends from the disk is read; where it puts what it has been sent, it writes.
import os
from pathlib import Path

import discord
from mcp.server.fastmcp import FastMCP
from pyrogram import Client
from telethon import TelegramClient
from telethon.sessions import StringSession

mcp = FastMCP("sent-files")
client = TelegramClient(StringSession(os.environ["SESSION"]), 1, "hash")
channel = discord.Client().get_channel(1)
ROOT = Path("/srv/outbox").resolve()


def within(name: str) -> str:
    path = (ROOT / name).resolve()
    if not path.is_relative_to(ROOT):
        raise ValueError("outside")
    return str(path)


@mcp.tool()
async def send(chat: str, path: str) -> str:
    """Sends a file."""
    await client.send_file(chat, path, caption="here")  # expect: path-traversal
    await client.send_message(chat, "here", file=path)  # expect: path-traversal
    await client.send_message(chat, path)
    await channel.send(file=discord.File(path))  # expect: path-traversal
    await client.send_file(chat, within(path))
    return "done"


@mcp.tool()
async def send_again(chat: str, path: str) -> str:
    """Sends a file with another client."""
    async with Client("notes") as app:
        await app.send_document(chat, path)  # expect: path-traversal
        await app.send_document(chat, within(path))
    return "done"


@mcp.tool()
async def keep(chat: str, number: int, path: str) -> str:
    """Keeps what came with a message."""
    message = await client.get_messages(chat, ids=number)
    await client.download_media(message, file=path)  # expect: path-traversal
    return await client.download_media(message, file=within(path))


if __name__ == "__main__":
    mcp.run()
