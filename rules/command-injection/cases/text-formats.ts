// Formats whose texts hold nothing that a shell acts on, and formats that only sound like it.
import { execSync } from "node:child_process";
import { isIP, isIPv4 } from "node:net";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import validator from "validator";
import { z } from "zod";

const server = new McpServer({ name: "text-formats", version: "1.0.0" });
const text = (s: unknown) => ({ content: [{ type: "text" as const, text: String(s) }] });

server.tool("route", "Route to an address.", { a: z.string().ip() }, async ({ a }) => text(execSync(`ip route get ${a}`)));
server.tool("net", "Routes into a net.", { net: z.cidrv4() }, async ({ net }) => text(execSync(`ip route show ${net}`)));
server.tool("at", "Runs at a time.", { at: z.string().time() }, async ({ at }) => text(execSync(`at ${at} < /etc/job`)));
server.tool("show", "Shows an object.", { id: z.string().base64url() }, async ({ id }) => text(execSync(`show ${id}`)));
// The first releases take anything behind the letter c but blanks and dashes.
server.tool("find", "Finds an object.", { id: z.string().cuid() }, async ({ id }) =>
  text(execSync(`find-object ${id}`)), // expect: command-injection
);
// Only the head of such a token is looked at.
server.tool("claims", "Claims of a token.", { token: z.jwt() }, async ({ token }) =>
  text(execSync(`claims ${token}`)), // expect: command-injection
);
server.tool("mail", "Mails a report.", { to: z.string().email() }, async ({ to }) =>
  text(execSync(`mail ${to} < /var/log/report`)), // expect: command-injection
);

server.tool("ping", "Asks an address.", { host: z.string() }, async ({ host }) => {
  if (isIP(host) === 0) throw new Error("no address");
  return text(execSync(`ping -c 1 ${host}`));
});
server.tool("ping4", "Asks an address.", { host: z.string() }, async ({ host }) => {
  if (!isIPv4(host)) throw new Error("no address");
  return text(execSync(`ping -4 -c 1 ${host}`));
});
server.tool("ping_name", "Asks a host that is no address.", { host: z.string() }, async ({ host }) => {
  if (isIP(host) !== 0) throw new Error("an address");
  return text(execSync(`ping -c 1 ${host}`)); // expect: command-injection
});
server.tool("lookup", "Looks a name up.", { name: z.string() }, async ({ name }) => {
  if (!validator.isFQDN(name)) throw new Error("no name");
  return text(execSync(`host ${name}`));
});
server.tool("tag", "Tags a release.", { version: z.string() }, async ({ version }) => {
  if (!validator.isSemVer(version)) throw new Error("no version");
  return text(execSync(`git tag v${version}`));
});
// A slug may hold anything but blanks between its ends.
server.tool("page", "Shows a page.", { slug: z.string() }, async ({ slug }) => {
  if (!validator.isSlug(slug)) throw new Error("no slug");
  return text(execSync(`show-page ${slug}`)); // expect: command-injection
});

await server.connect(new StdioServerTransport());
