/**
 * The kinds that rules, models and the engine have in common: where a value comes from, what happens to it on
 * its way, what it is checked with and where it ends up. Which library does any of that is said by the rows of
 * the models (types.ts). The comment beside a kind is its meaning in docs/models.md.
 */

/** What kind of untrusted or sensitive value it is. */
export type SourceKind =
  | "tool-input" // argument of a tool call
  | "resource-input" // URI or template variable of a resource read
  | "prompt-input" // argument of a prompt
  | "http-input" // header, query, body or path of the server's own HTTP routes; WebSocket messages
  | "remote-input" // answer of a remote host: OAuth metadata, fetched page
  | "tool-output" // client side: result of a tool, resource or prompt of another MCP server
  | "cli-input" // command-line argument
  | "env-secret" // environment variable, stored password or the like that is a secret by its name
  | "environment" // the whole environment, or a variable of it that the caller names
  | "sensitive-file" // content of a file that holds credentials, by its path
  | "host-facts" // who runs the program, and on which machine
  | "private-data" // clipboard, screen, keystrokes
  | "error" // message of a caught exception
  | "error-detail"; // its stack, its request, or all of it

/** What a call does with a value. The engine grades guards per kind (src/verdicts). */
export type SinkKind =
  | "os-command" // text handed to a shell
  | "program" // name or path of the executable that is started
  | "program-args" // argv of a started program (elements matter one by one)
  | "code" // source code that is executed in this process
  | "browser-code" // source code executed in a browser page or real sandbox
  | "module-name" // name of a module that is loaded
  | "template-source" // text of a template that an engine evaluates
  | "deserialize" // data that a loader turns into objects, and may run code for
  | "file-read" // path of a file that is read
  | "file-write" // path of a file that is written
  | "file-delete" // path of what is deleted
  | "file-list" // path of a folder whose entries are listed
  | "work-dir" // folder that a program is started in; only a check with a hole is reported
  | "archive-extract" // archive whose entries are written, under names that it holds
  | "url" // URL of an outgoing request; the authority decides
  | "sql" // SQL, SOQL, Cypher text
  | "nosql" // query of a document database, as an object
  | "ldap" // filter or name of a directory query
  | "xpath" // XPath expression
  | "html" // markup that a browser shows
  | "redirect" // address that an answer sends the browser to
  | "regex" // pattern of a regular expression
  | "log" // what is written into a log
  | "settings" // text that is put into a file of settings, which is read line by line
  | "limit" // size, count or delay
  | "property-key" // key chosen by the caller in a deep write
  | "tool-result" // what a tool or resource answers, or throws
  | "upload" // data that is sent to another host: body of a request, mail, event of a telemetry service
  | "url-query" // parameters that a library puts into the query of a URL
  | "request-header" // header of an outgoing request
  | "launch-url" // URL handed to the platform's opener
  | "browse-url"; // URL handed to the user's browser, as one argument

/**
 * What happens to a value on its way through a call. The engine keeps these as steps of the flow and
 * its verdicts read them. `number`, `boolean`, `hash` end the flow.
 */
export type FlowOp =
  | "identity" // the same value
  | "text" // the same value as a text: no object, no list
  | "string" // some text made of it, form unknown
  | "trim" // without space at its ends
  | "lower" // in lower or upper case
  | "slice" // a substring or sub-list
  | "replace" // pattern replaced: arguments decide what it is worth
  | "split" // text to list
  | "insert" // placed somewhere inside other text
  | "join" // list to text
  | "element" // list element, map value
  | "collect" // put into a list or map
  | "keys" // property names of an object, keys of a map
  | "values" // its values, as a list
  | "entries" // its [key, value] pairs, as a list
  | "from-entries" // a list of [key, value] pairs as an object
  | "numbered" // pairs of a number and an element: `enumerate(list)`
  | "zip" // what stands at the same place of several lists, together: `zip(a, b)`
  | "flatten" // lists put together: `a.concat(b)`, `[a, b].flat()`; text as in "string"
  | "validated" // what the receiver, a schema, lets through: its constraints hold from here on
  | "merge" // properties copied from one object to another
  | "copy" // a new mapping with the same entries, and those given by name: `dict(defaults, retries=3)`; else the same value
  | "json" // JSON.stringify, json.dumps
  | "literal" // written as a literal of a programming language: repr
  | "parse-json" // JSON.parse, json.loads
  | "decode" // percent or base64 decoding
  | "unpack" // what stands in an archive or a stream in memory: what that is safe for, its content is not
  | "path-join" // put together with a separator; `..` may lead out
  | "path-resolve" // absolute, `..` removed, links not followed
  | "path-normalize" // `..` removed as far as possible, not made absolute
  | "path-basename" // the last segment
  | "path-dirname" // all but the last segment
  | "path-relative" // first argument is the base
  | "path-common" // longest path that all values lie under, segment by segment
  | "common-prefix" // longest text that all values begin with, character by character
  | "path-expand" // ~ and variables
  | "realpath" // links followed
  | "url-parse" // text to parsed URL
  | "url-join" // a URL put together of the parts in a list: scheme, host, path, and what follows
  | "url-host" // .hostname / .netloc of a parsed URL
  | "resolve" // a name to the addresses that it leads to
  | "url-encode" // encodeURIComponent, urllib.parse.quote: no / or : survives
  | "url-encode-uri" // encodeURI, quote(safe=...): / and : survive
  | "shell-quote" // quoted as one word for a shell
  | "shell-split" // command line to words
  | "html-escape" // no markup is left in it
  | "sql-quote" // quoted as a literal or identifier by a library
  | "regex-escape" // matches itself only
  | "markup" // made into markup of a page, in which it stands unescaped
  | "masked" // kept in an object of which texts and logs do not show it
  | "revealed" // taken out of such an object again
  | "listed" // what going over it gives, as a list: of a mapping, its names
  | "amount" // the text as a number: all that is left is how large it is
  | "number" // a number, a date or the like; the flow ends
  | "boolean" // true or false; the flow ends
  | "hash" // digest; the flow ends
  | "file-content" // content of a file whose path was given
  | "written" // put into the file that `to` names: whoever runs that file runs it
  | "response"; // answer to a request whose URL was given

/** Languages of programs that are started with their text; `other` ones insert values between double quotes. */
export type ScriptLanguage = "javascript" | "python" | "applescript" | "other";

/** Which check a call makes; true or false of the result refines the subject (src/taint/guard-calls.ts). */
export type GuardTest =
  | "prefix" // subject starts with arg
  | "suffix" // subject ends with arg
  | "contains" // subject contains arg (text) or arg contained in subject (list): see `subject`
  | "holds" // subject is itself the answer of a test (`assert(x)`): what its truth says, with `throws`
  | "in-set" // subject is a member of the receiver or argument
  | "matches" // subject matches the regex of the receiver or argument, somewhere
  | "start-matches" // anchored at the start by the function itself
  | "full-matches" // anchored at both ends by the function itself
  | "is-absolute" // subject is an absolute path
  | "is-url" // a whole URL, which begins with the letter of its scheme
  | "is-within" // Python is_relative_to: subject is under arg, segment-wise
  | "is-file" // existence and kind checks; worth nothing, shown only
  | "is-ip-private" // true means private, loopback or reserved
  | "is-ip-special" // true means of one special range that is not the private ones: loopback, link-local, multicast
  | "is-ip-public" // true means none of these
  | "is-ip" // subject is an IP address, private or not
  | "is-ipv4" // the same of one family
  | "is-ipv6" // and of the other
  | "is-number" // subject reads as a number
  | "is-identifier" // letters, digits and the like only: no separator, no space, no quote
  | "fits" // subject is let through by the schema that is the arg
  | "is-callable" // subject is a function or a class
  | "is-list" // subject is a list, not one value
  | "is-instance"; // subject is of a type or form; shown, and seldom worth anything
