// A client asks the host that it was made with, and sends its token along.
import { S3Client } from "@aws-sdk/client-s3";
import { Gitlab } from "@gitbeaker/rest";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { createClient } from "contentful-management";
import { z } from "zod";

const server = new McpServer({ name: "spaces", version: "1.0.0" });
const text = (s: unknown) => ({ content: [{ type: "text" as const, text: String(s) }] });
const managementToken = process.env.CONTENTFUL_TOKEN ?? "";
const host = process.env.CONTENTFUL_HOST ?? "api.contentful.com";

server.tool("export_space", { spaceId: z.string(), host: z.string().optional() }, async (args) => {
  const options = { ...args, managementToken, exportDir: "/srv/spaces" };
  const contentfulExport = await import("contentful-export");
  const result = await contentfulExport.default(options); // expect: ssrf
  return text(result.entries.length);
});

server.tool("import_space", { spaceId: z.string(), host: z.string() }, async (args) => {
  const contentfulImport = await import("contentful-import");
  await contentfulImport.default({ ...args, managementToken, contentFile: "/srv/spaces/one.json" }); // expect: ssrf
  return text("done");
});

server.tool("organizations", { host: z.string() }, async (args) => {
  const client = createClient({ accessToken: managementToken, host: args.host }); // expect: ssrf
  return text(await client.getOrganizations());
});

server.tool("projects", { host: z.string() }, async (args) => {
  const gitlab = new Gitlab({ host: args.host, token: process.env.GITLAB_TOKEN ?? "" }); // expect: ssrf
  return text(await gitlab.Projects.all());
});

server.tool("buckets", { endpoint: z.string() }, async ({ endpoint }) => {
  const client = new S3Client({ endpoint }); // expect: ssrf
  return text(client.config.region);
});

// The host is put over what the caller sent.
server.tool("export_here", { spaceId: z.string() }, async (args) => {
  const contentfulExport = await import("contentful-export");
  await contentfulExport.default({ ...args, managementToken, host });
  const client = createClient({ accessToken: managementToken, host });
  const storage = new S3Client({ endpoint: process.env.S3_ENDPOINT });
  return text(`${await client.getSpace(args.spaceId)} ${storage.config.region}`);
});
