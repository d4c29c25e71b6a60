/**
 * What a model file (rules/_models/<language>/<package>.yaml) may say about one library.
 *
 * Models are data. They name library calls by *access path* and say of which *kind* (kinds.ts) they are;
 * rules and the engine speak of kinds only. The build validates every file and packs them into one JSON
 * file, so that a scan neither parses YAML nor validates.
 *
 * Access paths. A path starts at the package as imported and goes on with property names; `()` stands
 * for the result of a call or of `new` (instances and call results are the same thing here), `await`
 * is transparent, and `.default` segments are dropped:
 *
 *   child_process   exec                   require("child_process").exec(...)
 *   pg              Pool().query           new Pool().query(...)
 *   axios           create().get           axios.create({...}).get(...)
 *   express         Router().get           Router().get(...)
 *   global          process.env            names no import declares live in package "global"
 *   builtins        open                   (Python)
 *   %value          startsWith             a method of a value whose type is not known: strings, lists, ...
 *   %any            query                  the same, but only where the receiver is not known to be
 *                                          something else; always needs `text` or other evidence
 *
 * Where overloads put an argument at different places ("1..", one of several), the row means the first
 * argument of that range that fits by its form: a function for a handler, text for a description, an object
 * for a schema. A callback row with a range means every function in it. "return" as the origin of a callback's
 * parameter is what the call itself yields by its flow rows (`readFile(path, cb)`: the content).
 *
 * "URL().hostname=" is the property being set, argument 0 what it is set to; only flows into "this" are read of it.
 *
 * "**.parse" stands for any path of the package that ends in `parse` and has no row of its own (fluent
 * interfaces).
 *
 * `call` in a row is the path without the package name; an empty string is the package itself called
 * (`import execa from "execa"; execa(...)`). Several names may be given as a list.
 *
 * Positions in a call: 0, 1, ... positional; "1.." that and all later ones; "*" all; "this" the receiver; "own" the
 * method of that name which a class of the program puts in the place of the library's; "return" the result; "kw:name" a
 * keyword argument or, in JavaScript, that property of the last argument when it is an object; "0.url" a property of an
 * argument, "0.1" of a list the second element; "0[]" its elements; "0|kw:url" whichever of both is present.
 */
import type { Language } from "../ir/types.js";
import type { FlowOp, GuardTest, ScriptLanguage, SinkKind, SourceKind } from "./kinds.js";
import type * as library from "./library-rows.js";

export type * from "./library-rows.js";
export type { FlowOp, GuardTest, SinkKind, SourceKind };

export type Position = number | string;

export interface SinkRow {
  readonly call: string | readonly string[];
  readonly arg: Position;
  readonly kind: SinkKind;
  /**
   * Only when this option has one of these values (`is`) or any other than these (`not`): the shell
   * flag, `shell=True`, ... An option that is not given counts as null. A value with a dot in it is an access path:
   * the thing itself (`yaml.UnsafeLoader`), or what is of that type (`global.Buffer()`).
   */
  readonly when?: {
    readonly at: Position;
    readonly is?: readonly (string | number | boolean | null)[];
    readonly not?: readonly (string | number | boolean | null)[];
    /** Only texts that this regular expression is found in. */
    readonly matches?: string;
    /** Verdict when the option's value is unknown (default false). */
    readonly unknown?: boolean;
    /** The option was given to the call that made what is called, or its receiver: `$({ shell: true })`. */
    readonly made?: boolean;
  };
  /** Only when the constant text around the value looks like this language. */
  readonly text?: "sql" | "cypher" | "soql" | "html" | "shell";
  /**
   * program-args: position of the program name, so that its option syntax can be judged. The position of
   * the arguments themselves when the list begins with the program (`["git", "log"]`).
   */
  readonly program?: Position;
  /** program-args: the constant pieces of a template string, between which the arguments stand: the words are read off both. */
  readonly pieces?: Position;
  /** program-args: of an argument that is an object, the property that is put into a shell's text as it is. */
  readonly raw?: string;
  /**
   * program-args: the program, for a library that starts one and the same, with the words that come first;
   * `*` stands for the method that is called ("git", "git *").
   */
  readonly programName?: string;
  /** Unless the class that is made of it refuses something in this method of its own (`find_class`). */
  readonly refusedBy?: string;
  /** sql: the language has no statement that changes anything (SOQL). */
  readonly onlyReads?: boolean;
  /** sql: it runs several statements at once, so that one before them is no hold. */
  readonly many?: boolean;
  /** sql: what a backslash is in a text between single quotes: a character as any other, or what escapes the next one. */
  readonly backslash?: "text" | "escape";
  /** sql: its statements read and write any file of the machine by name (DuckDB). */
  readonly files?: boolean;
  /** os-command, code: it is the text of a program in this language, not of a shell or of the code around the call. */
  readonly script?: ScriptLanguage;
  /**
   * os-command: it is the standard input of the program that this call ("call") or the one that made the
   * receiver ("this") starts. Reported only where that program is a shell or an interpreter that reads from there.
   */
  readonly inputOf?: "call" | "this";
  /** os-command, program: a list there holds the words that a program is started with, and no shell reads them. */
  readonly listed?: boolean;
  /** upload: who shows the text fetches the links in it, unless this property of what is sent is false. */
  readonly unfurls?: string;
  /** url: the schemes with which a host is asked at all; with any other one the call fails or stays on this machine. */
  readonly schemes?: readonly string[];
  /**
   * url: the request follows redirects where one of `on` holds, that is, where the program says so; and no one of
   * `unless`: it says no, or hands over something that may look at each request.
   */
  readonly redirects?: {
    readonly on: readonly NonNullable<SinkRow["when"]>[];
    readonly unless?: readonly NonNullable<SinkRow["when"]>[];
  };
  /** html: where the type of what is sent stands; it is no page when that is a constant that names another one. */
  readonly media?: Position;
  /** Short name shown to people; default is the last segments of the path with (). */
  readonly label?: string;
}

export interface SourceRow {
  readonly call?: string | readonly string[];
  /** Reading a property path is the source: `process.argv`, `sys.argv`, `request.args`. */
  readonly read?: string | readonly string[];
  readonly kind: SourceKind;
  /** Where the value appears: "return" (default), or the parameter of a callback. */
  readonly out?: "return" | { readonly callback: Position; readonly param: number };
  /**
   * http-input: it is read only of requests that say that they are JSON. Before a browser sends such a one for a
   * page of another site, it asks the server.
   */
  readonly asked?: boolean;
  /** Only these properties of it are untrusted (body, query, params, headers). */
  readonly fields?: readonly string[];
  /** Of a callback: parameters that are declared as numbers or flags are such, the framework sees to that. */
  readonly enforced?: boolean;
  /** Of a callback: where the route stands, which may convert its variables; of a decorator, in the call that made it. */
  readonly route?: Position;
  /** environment: the variable that is read; http-input: the header. Without a constant name there it may be any. */
  readonly name?: Position;
  /** Only when this argument has one of these values: as in a sink row. */
  readonly when?: NonNullable<SinkRow["when"]>;
}

export interface FlowRow {
  readonly call?: string | readonly string[];
  /** Reading a property path is the operation (`Path(x).name`); `from` is then "this". */
  readonly read?: string | readonly string[];
  readonly from: Position | readonly Position[];
  /** "return" (default), "this", or an argument position that is mutated. */
  readonly to?: Position;
  readonly op?: FlowOp;
  /** Sink kinds for which the result is safe. */
  readonly clears?: readonly SinkKind[];
  /** Of `element`: the argument that names it, as in `options.get("depth")`. Of `slice`: which character it is. Of `identity`: of which part it is the text. Of `json`: what says which properties are written. */
  readonly key?: Position;
  /** Of `slice`: the regular expression that the pieces match. Of `replace`: what is looked for, where it is not the first. */
  readonly pattern?: Position;
  /** Of `replace`: what takes its place, where it is not the second; the flags of a pattern, and how often at most. */
  readonly by?: Position;
  readonly flags?: Position;
  readonly limit?: Position;
  /** Of `amount`: there is one only where all of the text is a number, as for `Number(text)`; else its begin counts. */
  readonly whole?: boolean;
  /** Of `split`: what parts the text, where no argument says it. */
  readonly separator?: string;
  /** Of `validated`: the schema, where it is not the receiver. */
  readonly schema?: Position;
  /** Only when this argument has one of these values: as in a sink row. */
  readonly when?: NonNullable<SinkRow["when"]>;
}

export interface GuardRow {
  readonly call?: string | readonly string[];
  /** Reading a property path is the check (`address.is_private`); `subject` is then "this". */
  readonly read?: string | readonly string[];
  readonly test: GuardTest;
  /** The value that is checked. */
  readonly subject: Position;
  /** What it is checked against. */
  readonly against?: Position;
  /** The flags of the pattern that it is held against. */
  readonly flags?: Position;
  /** The answer is the opposite: `isNaN(text)`. */
  readonly not?: boolean;
  /** It says something of what was made a number only. */
  readonly converted?: boolean;
  /** The answer is no yes or no: where it was found first or last, with -1 for nowhere, or how often. */
  readonly gives?: "position" | "last-position" | "amount";
  /** `against` is an argument of the call that made what is called: `compile(schema)(value)`. */
  readonly made?: boolean;
  /** The call throws instead of returning false. */
  readonly throws?: boolean;
  /** Of `full-matches`: the regular expression that the library itself holds the subject against. */
  readonly pattern?: string;
  /** Of `full-matches`: where the format of a date stands that the subject is read by (`%Y-%m-%d`). */
  readonly dates?: Position;
  /** Only where nothing is given there (the base of `new URL(text, base)`). */
  readonly without?: Position;
}

/** What a call gives back when that is another modelled thing. */
export interface TypeRow {
  readonly call?: string | readonly string[];
  /** The same of a property (`Path(x).parent` is a path); "x.*" is any property of `x`. */
  readonly read?: string | readonly string[];
  /**
   * Access path with package ("axios", "pg.Pool()"), with "[]" behind it a list of these, or a position ("0": returns
   * that argument; "this" the receiver; "made" the object of its own that the call makes). Of `read`, "kw:*" is what the call that made the receiver was given under the
   * property's name.
   */
  readonly returns: string;
  /** Only when this argument has one of these values: as in a sink row. */
  readonly when?: NonNullable<SinkRow["when"]>;
  /** Properties, by access path with package, that hold it: a server is read from the context of each request. */
  readonly kept?: readonly string[];
  /** Of `read`: the property is a part of the receiver and remembers it, and its own name (`process.stdin`). */
  readonly part?: boolean;
}

/** When a library calls a function that it was given. */
export interface CallbackRow {
  readonly call: string | readonly string[];
  readonly callback: Position;
  /** Parameter index of the callback -> where its value comes from. */
  readonly passes?: Readonly<Record<string, Position>>;
  /**
   * Parameter index of the callback -> access path with package of what the library hands over, as
   * in a type row: `{ "1": "express.Response()" }`. Both may be given for one parameter.
   */
  readonly gives?: Readonly<Record<string, string>>;
  /**
   * The call's result is the callback's result ("return"), a list of it ("list"), or a test of it ("some",
   * "every", "find", "filter", the "position" of what was found). "never": the function is looked at, wrapped or kept, and not called.
   * "replaced": a text in which that result stands in the place of what was found.
   * "supplied": the parameter whose default or annotation the call is gets the callback's result.
   * "served": the function is an application that the call serves; one without parameters makes it.
   */
  readonly result?:
    | "return"
    | "list"
    | "some"
    | "every"
    | "find"
    | "position"
    | "filter"
    | "none"
    | "never"
    | "replaced"
    | "supplied"
    | "served";
  /** The receiver keeps the function under the name at this position, for a call whose row has `runs`. */
  readonly keeps?: Position;
  /** Instead of `callback`: the functions that the receiver keeps under the name at this position are called. */
  readonly runs?: Position;
  /**
   * With `keeps` and `announces`: the functions are kept by a channel of this name that the whole program has, and not
   * by the receiver. What a worker listens to is another object than the one that its starter sends by.
   */
  readonly channel?: string;
  /** Instead of `runs`: the name under which that channel is told. */
  readonly announces?: string;
  /**
   * The text that the function returns goes into a sink of this kind: what a view returns is shown as a page. `when`
   * is as in a sink row; for a decorator that was made by a call, it reads the arguments of that call. With `typed` only
   * where the function has given its answer the type of a page: what is returned is plain text otherwise.
   */
  readonly answers?: {
    readonly kind: SinkKind;
    readonly when?: NonNullable<SinkRow["when"]>;
    readonly typed?: boolean;
  };
  /**
   * Properties, by access path with package, that hold what the function gives, or what it yields: the state that a
   * server is started with is read from the context of each request.
   */
  readonly kept?: readonly string[];
}

export interface ModelFile {
  readonly language: Language;
  /** Package names as imported; the first is the canonical one, the others are aliases ("node:fs"). */
  readonly packages: readonly string[];
  readonly sinks?: readonly SinkRow[];
  readonly sources?: readonly SourceRow[];
  readonly flows?: readonly FlowRow[];
  readonly guards?: readonly GuardRow[];
  readonly types?: readonly TypeRow[];
  readonly callbacks?: readonly CallbackRow[];
  readonly entities?: readonly library.EntityRow[];
  readonly conventions?: readonly library.ConventionRow[];
  readonly hosting?: readonly library.HostingRow[];
  readonly media?: readonly library.MediaRow[];
  readonly reading?: readonly library.ReadingRow[];
  readonly failures?: readonly library.FailureRow[];
  readonly places?: readonly library.PlaceRow[];
  readonly secrets?: readonly library.SecretRow[];
  readonly embedded?: readonly library.EmbeddedRow[];
  /** Properties that are constants: `path.sep`. */
  readonly constants?: Readonly<Record<string, string>>;
  /** Calls that never return (process.exit, sys.exit). */
  readonly exits?: readonly string[];
}
