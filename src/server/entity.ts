/** A registered piece of a server: what the program says of it, before it becomes part of a report. */
import type { ReleaseCondition } from "../models/types.js";
import type { Node } from "../taint/lineage.js";
import type { Site } from "../taint/site.js";
import type { Value } from "../taint/values.js";

export interface Entity {
  /** A "request" is answered, and is none of what a server lists: a completion. */
  readonly kind: "tool" | "resource" | "prompt" | "call" | "list" | "request";
  /** Constant name, undefined when computed at run time. */
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly annotations: Value | undefined;
  readonly schema: Value | undefined;
  /** Is the schema enforced before the handler runs? */
  readonly enforced: boolean;
  readonly handler: Value | undefined;
  /** Where the arguments are in the handler's parameters; see EntityRow.input. */
  readonly input: string;
  /** What the handler is given besides, as the access path of a library's object; see EntityRow.context. */
  readonly context?: string;
  /** It speaks the protocol by hand: what it answers may be sent as well as returned. */
  readonly sends?: true;
  readonly site: Site;
  /** What stands for its description and title, with all that the analysis knows of it. */
  readonly said?: readonly Value[];
  /** Of what runs all listed tools: the library validates their arguments in these releases. */
  readonly validates?: ReleaseCondition;
  /** What their arguments have been held against when it runs, by the tool's name; see listed.ts. */
  validated?: ReadonlyMap<string, Value>;
  /** Source of its arguments; made when the handler is first run. */
  source?: Node;
}
