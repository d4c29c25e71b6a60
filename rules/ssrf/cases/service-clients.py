"""A client asks the host that it was made with, and sends its credentials along."""

import os

import boto3
import redis
from elasticsearch import Elasticsearch
from jira import JIRA
from mcp.server.fastmcp import FastMCP
from openai import OpenAI
from pymongo import MongoClient

mcp = FastMCP("services")


@mcp.tool()
def ask(base: str, question: str) -> str:
    """Asks a model."""
    client = OpenAI(base_url=base)  # expect: ssrf
    return str(client.responses.create(model="small", input=question))


@mcp.tool()
def issues(site: str) -> str:
    """Lists issues."""
    return str(JIRA(site, token_auth=os.environ["JIRA_TOKEN"]).projects())  # expect: ssrf


@mcp.tool()
def buckets(address: str) -> str:
    """Lists buckets."""
    return str(boto3.client("s3", endpoint_url=address).list_buckets())  # expect: ssrf


@mcp.tool()
def counts(node: str, shard: str, cache: str) -> str:
    """Counts entries."""
    found = Elasticsearch(hosts=node)  # expect: ssrf
    kept = MongoClient(shard)  # expect: ssrf
    return f"{found.info()} {kept.list_database_names()} {redis.from_url(cache).dbsize()}"  # expect: ssrf


@mcp.tool()
def own(name: str) -> str:
    """Asks services that the operator names."""
    client = OpenAI(base_url=os.environ["MODELS_URL"])
    storage = boto3.client("s3", endpoint_url=os.environ["S3_URL"])
    return f"{client.models.retrieve(name)} {storage.head_bucket(Bucket=name)}"
