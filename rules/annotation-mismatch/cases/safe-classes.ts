// Every tool is an object of its own class, found by its name: what one class removes, the others do not.
import { unlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const server = new Server({ name: "demo", version: "1.0.0" }, { capabilities: { tools: {} } });
const known = new Map<string, Action>();

interface Definition {
  name: string;
  annotations: { readOnlyHint: boolean };
}

abstract class Action {
  constructor(readonly definition: Definition) {}
  async handle(args: Record<string, string>) {
    return { content: [{ type: "text", text: await this.perform(args) }] };
  }
  abstract perform(args: Record<string, string>): Promise<string>;
}

function add(action: Action) {
  known.set(action.definition.name, action);
}

class Removal extends Action {
  constructor() {
    super({ name: "remove", annotations: { readOnlyHint: false } });
  }
  async perform({ note }: Record<string, string>) {
    unlinkSync(join("/srv/notes", basename(note ?? "")));
    return "removed";
  }
}
add(new Removal());

class NoteA extends Action {
  constructor() {
    super({ name: "notea", annotations: { readOnlyHint: true } });
  }
  async perform({ note }: Record<string, string>) {
    return `A ${note}`;
  }
}
add(new NoteA());

class NoteB extends Action {
  constructor() {
    super({ name: "noteb", annotations: { readOnlyHint: true } });
  }
  async perform({ note }: Record<string, string>) {
    return `B ${note}`;
  }
}
add(new NoteB());

class NoteC extends Action {
  constructor() {
    super({ name: "notec", annotations: { readOnlyHint: true } });
  }
  async perform({ note }: Record<string, string>) {
    return `C ${note}`;
  }
}
add(new NoteC());

class NoteD extends Action {
  constructor() {
    super({ name: "noted", annotations: { readOnlyHint: true } });
  }
  async perform({ note }: Record<string, string>) {
    return `D ${note}`;
  }
}
add(new NoteD());

class NoteE extends Action {
  constructor() {
    super({ name: "notee", annotations: { readOnlyHint: true } });
  }
  async perform({ note }: Record<string, string>) {
    return `E ${note}`;
  }
}
add(new NoteE());

class NoteF extends Action {
  constructor() {
    super({ name: "notef", annotations: { readOnlyHint: true } });
  }
  async perform({ note }: Record<string, string>) {
    return `F ${note}`;
  }
}
add(new NoteF());

class NoteG extends Action {
  constructor() {
    super({ name: "noteg", annotations: { readOnlyHint: true } });
  }
  async perform({ note }: Record<string, string>) {
    return `G ${note}`;
  }
}
add(new NoteG());

class NoteH extends Action {
  constructor() {
    super({ name: "noteh", annotations: { readOnlyHint: true } });
  }
  async perform({ note }: Record<string, string>) {
    return `H ${note}`;
  }
}
add(new NoteH());

class NoteI extends Action {
  constructor() {
    super({ name: "notei", annotations: { readOnlyHint: true } });
  }
  async perform({ note }: Record<string, string>) {
    return `I ${note}`;
  }
}
add(new NoteI());

class NoteJ extends Action {
  constructor() {
    super({ name: "notej", annotations: { readOnlyHint: true } });
  }
  async perform({ note }: Record<string, string>) {
    return `J ${note}`;
  }
}
add(new NoteJ());

class NoteK extends Action {
  constructor() {
    super({ name: "notek", annotations: { readOnlyHint: true } });
  }
  async perform({ note }: Record<string, string>) {
    return `K ${note}`;
  }
}
add(new NoteK());

class NoteL extends Action {
  constructor() {
    super({ name: "notel", annotations: { readOnlyHint: true } });
  }
  async perform({ note }: Record<string, string>) {
    return `L ${note}`;
  }
}
add(new NoteL());

class NoteM extends Action {
  constructor() {
    super({ name: "notem", annotations: { readOnlyHint: true } });
  }
  async perform({ note }: Record<string, string>) {
    return `M ${note}`;
  }
}
add(new NoteM());

class NoteN extends Action {
  constructor() {
    super({ name: "noten", annotations: { readOnlyHint: true } });
  }
  async perform({ note }: Record<string, string>) {
    return `N ${note}`;
  }
}
add(new NoteN());

class NoteO extends Action {
  constructor() {
    super({ name: "noteo", annotations: { readOnlyHint: true } });
  }
  async perform({ note }: Record<string, string>) {
    return `O ${note}`;
  }
}
add(new NoteO());

class NoteP extends Action {
  constructor() {
    super({ name: "notep", annotations: { readOnlyHint: true } });
  }
  async perform({ note }: Record<string, string>) {
    return `P ${note}`;
  }
}
add(new NoteP());

server.setRequestHandler(ListToolsRequestSchema, async () => ({
  tools: Array.from(known.values()).map((action) => action.definition),
}));
server.setRequestHandler(CallToolRequestSchema, async (request) => {
  const { name, arguments: args } = request.params;
  const action = known.get(name);
  if (action === undefined) throw new Error("no such tool");
  return action.handle(args as Record<string, string>);
});
