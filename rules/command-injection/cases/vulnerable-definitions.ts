// A tool is a definition first; an application is made of definitions.
import { execSync } from "node:child_process";
import { createApp, tool, z } from "@cyanheads/mcp-ts-core";
const list = tool("list_folder", {
  description: "Lists a folder.",
  input: z.object({ folder: z.string(), order: z.enum(["name", "size"]) }),
  async handler(input) {
    execSync(`ls --sort=${input.order}`);
    return { text: execSync(`ls ${input.folder}`).toString() }; // expect: command-injection
  },
});
await createApp({ name: "folders", tools: [list] });
