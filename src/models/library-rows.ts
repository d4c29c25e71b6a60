/**
 * What else a model file may say of a library than what it does with values: how it registers the pieces of a server and
 * serves them, where on the machine its results stand, what becomes of failures.
 */
import type { Position, SinkRow } from "./types.js";

/** How a library registers a piece of an MCP server. Read by src/server. */
export interface EntityRow {
  readonly call: string | readonly string[];
  readonly entity:
    | "tool"
    | "resource"
    | "prompt"
    | "request"
    | "server"
    | "transport"
    | "mount"
    | "toolset"
    | "list-tools"
    | "call-tool";
  readonly name?: Position;
  readonly description?: Position;
  readonly schema?: Position;
  readonly annotations?: Position;
  readonly handler?: Position;
  /** Decorator form: the call returns a decorator; its argument is the handler. */
  readonly curried?: boolean;
  /** Where the arguments are in the handler's parameters: "0", "0.params.arguments", "kwargs" (Python: every declared parameter). */
  readonly input?: string;
  /** When no schema is given: where arguments are then, or "none". */
  readonly inputWithoutSchema?: string;
  /** What the handler is given besides the arguments: access path with package ("sdk.Extra()"). */
  readonly context?: string;
  /** Transport kind, for entity "transport". */
  readonly transport?: "stdio" | "http" | "sse" | "websocket";
  /**
   * "call-tool": the library holds the arguments of a listed tool against the schema it is listed with, in these
   * releases, unless the option `off` is given and is not true.
   */
  readonly validates?: { readonly off: Position; readonly versions: ReleaseCondition };
}

/**
 * A file that a framework finds by where it lies: what it exports is a piece of the server, though no call says so. It
 * counts in packages that depend on the framework. All but the folder are properties of what the file exports.
 */
export interface ConventionRow {
  /** Name of the folder that such files lie in, at whatever depth below. */
  readonly folder: string;
  readonly entity: "tool" | "resource" | "prompt";
  readonly handler: string;
  /** Without a name there, the file's own is taken. */
  readonly name?: string;
  readonly description?: string;
  readonly schema?: string;
  readonly annotations?: string;
  /** Where the arguments are in the handler's parameters, as in an entity row. */
  readonly input?: string;
}

/**
 * What a call says of how a server is reached, who may reach it and how long it waits. Read by
 * src/server/deployment.ts, never by the engine.
 */
export interface HostingRow {
  readonly call: string | readonly string[];
  readonly does:
    | "listen" // opens a port; `at` is where the address stands
    | "auth" // tells callers apart, or makes the piece that does so
    | "unverified" // reads the token at `at` without checking who made it
    | "issue" // makes a token; `at` is where its lifetime or its end stands
    | "host-check" // refuses requests by their Host or Origin header
    | "rate-limit"
    | "cors" // answers cross-origin requests; `at` is where the origins stand
    | "debug" // shows internals, or a debugger, to callers
    | "body-limit" // refuses large request bodies
    | "wait"; // waits for another program or host; `at` is where the time limit stands
  /**
   * The argument that decides. For "auth", "host-check", "debug" and "body-limit" the row holds only
   * where it is given and is not null or false; without `at` the call alone is enough.
   */
  readonly at?: Position;
  /** Only when this option has one of these values, or any other: as in a sink row. */
  readonly when?: NonNullable<SinkRow["when"]>;
  /** "listen": what is bound when no address is given. "cors": what is answered without an option. "wait": a limit that the library sets itself. */
  readonly default?: "loopback" | "all" | "none" | "limited";
  /** "listen": where the path of a socket stands, a file of the machine that no other one reaches. */
  readonly socket?: Position;
  /** "listen": what is served ("this", 0, "0.fetch"). */
  readonly app?: Position;
  /** "cors": where it is said that credentials may be sent. */
  readonly credentials?: Position;
  /** "auth": the function that is asked who may. */
  readonly decides?: Position;
  /** "auth": the tokens or passwords that it lets in: texts, or the names in an object. */
  readonly admits?: Position;
  /** "auth": only takes out of the request what the caller sent; whoever asks for it has to check it. */
  readonly unchecked?: boolean;
  /** "host-check": a default of the library, gone once the option of another such row is given. */
  readonly implied?: boolean;
  /** "cors": with credentials, "*" is answered by the origin that asks, which browsers accept. */
  readonly reflects?: boolean;
  /** "cors": texts at `at` are patterns that the whole origin has to match, or its begin; without that, origins. */
  readonly patterns?: "whole" | "begin";
  /** Only in these releases of the package. */
  readonly versions?: ReleaseCondition;
}

/** Releases of a package that behave in a way others do not. */
export interface ReleaseCondition {
  /** The package, as its registry calls it. */
  readonly of: string;
  /** In the registry's notation: ">=1.23.0", ">=1.2.0,<1.9.1". */
  readonly range: string;
  /** Where that can be looked up: a file of a release, a note of its makers. */
  readonly known: string;
}

/**
 * A path that a call gives or a property holds and that the machine decides: what an inventory calls `~` or
 * the temporary folder; `interpreter` is the program that runs this one, `program` the one that the call names. Read by
 * src/inventory; the engine knows by it which program is started.
 */
export interface PlaceRow {
  readonly call?: string | readonly string[];
  readonly read?: string | readonly string[];
  readonly is: "home" | "temp" | "cwd" | "own" | "interpreter" | "program";
}

/** A call that says of which type the answer is that its receiver makes: `res.type("text/plain")`. */
export interface MediaRow {
  readonly call: string | readonly string[];
  readonly at: Position;
  /** Only when this argument has one of these values: as in a sink row. */
  readonly when?: NonNullable<SinkRow["when"]>;
}

/**
 * A call after which a database can only be read: it connects, begins a session, or asks. Read by src/rules, never by
 * the engine.
 */
export interface ReadingRow {
  readonly call: string | readonly string[];
  /** Only when this option has one of these values, surely: as in a sink row. */
  readonly when?: NonNullable<SinkRow["when"]>;
  /** Only when the text there has one of these in it (`file:shop.db?mode=ro`). */
  readonly text?: { readonly at: Position; readonly has: readonly string[] };
  /** What the function that stands there asks is meant, not the call itself (`session.executeRead(work)`). */
  readonly callback?: Position;
  /**
   * What is asked of the receiver in the `with` that enters what the call gives is meant: a transaction. Of several
   * statements in one text, the first one may end it.
   */
  readonly within?: boolean;
}

/**
 * What becomes of the failure of a promise that a call is made on or given, or of what is done within a context
 * manager that it gives: `swallowed`, nobody learns of it; `kept`, whoever waits for the result does.
 */
export interface FailureRow {
  readonly call: string | readonly string[];
  readonly are: "swallowed" | "kept";
  /** Only when a function stands here that deals with the failure and comes to an end. */
  readonly by?: Position;
  /** Only when this argument has one of these values: as in a sink row. */
  readonly when?: NonNullable<SinkRow["when"]>;
}

/** A class of the package is known by its methods where a bundle holds it under another name. */
export interface EmbeddedRow {
  /** Names of methods that it has, all of them. */
  readonly methods: readonly string[];
  /** Its name in the package. */
  readonly is: string;
}

/** An argument that is a secret by its place in the call, whatever it is called. Read by src/server/written.ts. */
export interface SecretRow {
  readonly call: string | readonly string[];
  readonly at: Position;
  /** "login": a user and a password in one text, with a colon between them. */
  readonly is: "signing-key" | "encryption-key" | "password" | "login";
}
