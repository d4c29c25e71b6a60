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

server.registerTool("render", { description: "Renders a report", inputSchema: { layout: z.string() } }, async ({ layout }) => {
  const one = ejs.render(layout, { rows: [] }); // expect: template-injection
  const two = Handlebars.compile(layout)({}); // expect: template-injection
  const three = pug.render(`h1 Report\n${layout}`); // expect: template-injection
  const four = nunjucks.renderString(layout, {}); // expect: template-injection
  const five = environment.renderString(layout, {}); // expect: template-injection
  const six = _.template(layout)({}); // expect: template-injection
  return { content: [{ type: "text", text: [one, two, three, four, five, six].join("\n") }] };
});
