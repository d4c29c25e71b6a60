// The caller supplies the template.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import ejs from "ejs";
import Handlebars from "handlebars";
import _ from "lodash";
import nunjucks from "nunjucks";
import pug from "pug";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });
const environment = new nunjucks.Environment();

const layouts = { one: z.string(), two: z.string(), three: z.string(), four: z.string(), five: z.string(), six: z.string() };
server.registerTool(
  "render",
  { description: "Renders reports", inputSchema: layouts },
  async ({ one, two, three, four, five, six }) => {
    const texts = [
      ejs.render(one, { rows: [] }), // expect: template-injection
      Handlebars.compile(two)({}), // expect: template-injection
      pug.render(`h1 Report\n${three}`), // expect: template-injection
      nunjucks.renderString(four, {}), // expect: template-injection
      environment.renderString(five, {}), // expect: template-injection
      _.template(six)({}), // expect: template-injection
    ];
    return { content: [{ type: "text", text: texts.join("\n") }] };
  },
);
