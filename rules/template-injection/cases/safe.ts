// Templates of the program, values of the caller; languages without logic.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import ejs from "ejs";
import Handlebars from "handlebars";
import Mustache from "mustache";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });
const LAYOUTS = { short: "<%= title %>", long: "<h1><%= title %></h1>" };
const letter = Handlebars.compile("Dear {{name}}");

server.registerTool(
  "render",
  { description: "Renders a report", inputSchema: { layout: z.enum(["short", "long"]), title: z.string(), body: z.string() } },
  async ({ layout, title, body }) => {
    const one = ejs.render(LAYOUTS[layout], { title });
    const two = letter({ name: title });
    const three = Mustache.render(body, { title });
    return { content: [{ type: "text", text: [one, two, three].join("\n") }] };
  },
);
