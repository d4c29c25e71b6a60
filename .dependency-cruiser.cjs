/**
 * Who may import whom. Each rule says why in its comment; `npm run layers` checks them.
 *
 * `layer` makes the rule "files of this folder may import these files of the project and nothing else
 * of it". Type-only imports count: a type that has to be known is a dependency too.
 */
const layer = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: { path: "^(?:src|rules|bin|scripts|test)/", pathNot: allowed },
});

/** A package that only some files may import. */
const confined = (name, comment, packages, allowed) => ({
  name,
  comment,
  severity: "error",
  from: { path: "^(?:src|rules|bin)/", pathNot: allowed },
  to: { path: `(?:^|/)node_modules/(?:${packages})/` },
});

const leaves = ["^src/(?:errors|grouped|nesting|words|worked|unread|v8-flags)\\.ts$"];

module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment:
        "Two files that need each other are one file, or hide a third one that both should import. A cycle that only types close costs nothing at run time and is let through.",
      severity: "error",
      from: { pathNot: "^src/(?:taint|frontends/[^/]+)/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-circular-out-of-the-interpreter",
      comment:
        "The cases of an interpreter and of a lowering call each other by nature (a call evaluates a function, whose body holds calls), so they may within their folder; a cycle that leaves it is none of these.",
      severity: "error",
      from: { path: "^(src/(?:taint|frontends/[^/]+)/)" },
      to: { circular: true, via: { pathNot: "^$1", dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-unresolvable",
      comment:
        "An import that leads nowhere fails at the user's, because lazy imports are not loaded by a build.",
      severity: "error",
      from: {},
      // The package @types/sarif holds types for a format; there is no package "sarif" to run.
      to: { couldNotResolve: true, pathNot: "^sarif$" },
    },
    {
      name: "no-test-code",
      comment: "Tests, benchmarks and build scripts are not shipped, so nothing shipped may import them.",
      severity: "error",
      from: { path: "^(?:src|rules|bin)/" },
      to: { path: "^(?:test|bench|scripts|fixtures)/" },
    },
    layer(
      "ir-imports-nothing",
      "The representation is what all parts share; anything it imported would become a dependency of everything.",
      "^src/ir/",
      ["^src/ir/"],
    ),
    layer(
      "leaves-import-nothing",
      "Errors may be thrown and things counted anywhere, so they must not bring anything along.",
      "^src/(?:errors|grouped|nesting|words|worked|unread|v8-flags)\\.ts$",
      leaves,
    ),
    layer(
      "packed-imports-errors-only",
      "Reading a packed file is needed by loaders at the bottom of the program.",
      "^src/packed\\.ts$",
      leaves,
    ),
    layer(
      "models-import-ir",
      "Models say what library calls are; they know no engine, no rule and no parser.",
      "^src/models/",
      ["^src/models/", "^src/ir/", "^src/packed\\.ts$", ...leaves],
    ),
    layer(
      "frontend-language",
      "A language can be added or taken away as one folder: it knows the contract, the representation and itself, never another language and never the engine.",
      "^src/frontends/([^/]+)/",
      ["^src/frontends/$1/", "^src/frontends/types\\.ts$", "^src/ir/", "^src/packed\\.ts$", ...leaves],
    ),
    layer(
      "frontends-index",
      "The list of front ends knows the languages and nothing of what is done with their output.",
      "^src/frontends/[^/]+\\.ts$",
      ["^src/frontends/", "^src/ir/", ...leaves],
    ),
    layer(
      "server-imports",
      "The MCP view of a program is read off the representation with the help of models; rules come later.",
      "^src/server/",
      [
        "^src/server/",
        "^src/taint/",
        "^src/models/",
        "^src/ir/",
        "^src/findings/types\\.ts$",
        "^src/frontends/types\\.ts$",
        ...leaves,
      ],
    ),
    layer(
      "taint-imports",
      "The engine knows kinds, never rules or reports: the same engine has to serve rules not written yet.",
      "^src/taint/",
      [
        "^src/taint/",
        "^src/server/",
        "^src/models/",
        "^src/evaluate/",
        "^src/ir/",
        "^src/frontends/types\\.ts$",
        ...leaves,
      ],
    ),
    layer(
      "evaluate-imports-ir",
      "What a function answers is computed from its representation alone; who asks, and why, is others' business.",
      "^src/evaluate/",
      ["^src/evaluate/", "^src/ir/", ...leaves],
    ),
    layer(
      "verdicts-import-engine",
      "A verdict judges one flow by what the engine saw on it; which rule asks, and what it says, comes later.",
      "^src/verdicts/",
      ["^src/verdicts/", "^src/(?:server|taint|models|evaluate|ir)/", ...leaves],
    ),
    layer(
      "secrets-import-nothing",
      "What a credential looks like has to be known where they are looked for and where reports hide them.",
      "^src/secrets/",
      ["^src/secrets/"],
    ),
    layer(
      "artifacts-import-places",
      "The files around the code are data with places; which of them is a weakness is for rules to say.",
      "^src/artifacts/",
      ["^src/artifacts/", "^src/ir/types\\.ts$", "^src/findings/types\\.ts$", ...leaves],
    ),
    layer(
      "findings-import-ir",
      "A finding is plain data with places in it; what found it and how it is shown are others' business. It hides credentials, so it has to know them.",
      "^src/findings/",
      ["^src/findings/", "^src/ir/", "^src/secrets/", ...leaves],
    ),
    layer(
      "inventory-imports-engine",
      "An inventory reads what the engine recorded through the models; whether any of it is a weakness is for rules to say.",
      "^src/inventory/",
      [
        "^src/inventory/",
        "^src/(?:server|taint|models|ir|findings)/",
        "^src/frontends/python/stdlib\\.ts$",
        ...leaves,
      ],
    ),
    layer(
      "verdict-imports-reports",
      "The verdict on a server is decided by its report and its inventory alone, so that its rules can be read in one place.",
      "^src/verdict-install/",
      ["^src/verdict-install/", "^src/findings/", "^src/fetch/types\\.ts$", ...leaves],
    ),
    layer(
      "installed-imports-artifacts",
      "Which servers clients start is read from their configuration; what these servers do is for an audit to say.",
      "^src/installed/",
      ["^src/installed/", "^src/artifacts/", "^src/findings/", ...leaves],
    ),
    layer(
      "deps-import-artifacts",
      "Which packages a lock file installs is read here; whether they are known to be vulnerable is asked by fetching.",
      "^src/deps/",
      ["^src/deps/", "^src/artifacts/", "^src/discover/", ...leaves],
    ),
    layer(
      "lock-imports-reports",
      "A lock holds what reports say of a server; comparing two needs nothing else.",
      "^src/lock/",
      ["^src/lock/", "^src/findings/", "^src/fetch/types\\.ts$", ...leaves],
    ),
    layer(
      "fleet-imports-findings",
      "Lists, shards and merging are computed from texts alone, so that machines that share nothing come to the same result; who audits a target is not known here.",
      "^src/fleet/",
      ["^src/fleet/", "^src/findings/", ...leaves],
    ),
    layer(
      "rules-import-engine",
      "The rule runner asks the engine and makes findings; it neither parses nor prints.",
      "^src/rules/",
      [
        "^src/rules/",
        "^rules/[^/]+/check\\.ts$",
        "^src/(?:server|taint|verdicts|inventory|findings|models|ir|artifacts|secrets)/",
        "^src/frontends/types\\.ts$",
        "^src/packed\\.ts$",
        ...leaves,
      ],
    ),
    layer(
      "checks-import-api",
      "A check sees the one module that is kept stable for it, so that the engine can change without touching rules.",
      "^rules/([^/]+)/",
      ["^rules/$1/", "^src/rules/api\\.ts$"],
    ),
    layer(
      "report-imports-findings",
      "A reporter prints the report it is given and nothing it has looked up itself, so it can be tried without a scan.",
      "^src/report/",
      ["^src/report/", "^src/findings/", "^src/ir/types\\.ts$", ...leaves],
    ),
    layer("discover-imports", "Discovery lists files; what is in them is read by others.", "^src/discover/", [
      "^src/discover/",
      "^src/ir/types\\.ts$",
      "^src/frontends/types\\.ts$",
      "^src/findings/types\\.ts$",
      ...leaves,
    ]),
    layer(
      "fetch-imports",
      "Fetching brings a target onto this machine and knows nothing of audits, so that what it may do can be judged by reading one folder.",
      "^src/fetch/",
      ["^src/fetch/", ...leaves],
    ),
    {
      name: "network-in-fetch",
      comment:
        "Only fetching speaks to a network: an audit of what lies on disk can be run where there is none, and sends nothing anywhere.",
      severity: "error",
      from: { path: "^(?:src|rules|bin)/", pathNot: "^src/fetch/" },
      to: { path: "^(?:node:)?(?:http|https|http2|net|tls|dgram|dns)(?:/|$)" },
    },
    {
      name: "fetch-when-asked",
      comment:
        "Network code and archive readers are heavy and dangerous; they are loaded when a target has to be fetched, never with the program. Which target a text names is decided without them.",
      severity: "error",
      from: { path: "^(?:src|rules|bin)/", pathNot: "^src/fetch/" },
      to: {
        path: "^src/fetch/",
        pathNot: "^src/fetch/target\\.ts$",
        dependencyTypesNot: ["dynamic-import", "type-only"],
      },
    },
    confined(
      "clients-in-fetch",
      "Registry clients and archive readers can do far more than is wanted of them; one folder decides what is.",
      "pacote|@npmcli/[^/]+|npm-package-arg|make-fetch-happen|tar|yauzl",
      "^src/fetch/",
    ),
    layer(
      "config-imports",
      "Configuration is data that is checked; what it switches is read by others.",
      "^src/config/",
      [
        "^src/config/",
        "^src/findings/(?:types|quote)\\.ts$",
        "^src/rules/(?:types|nearest)\\.ts$",
        "^src/models/document\\.ts$",
        ...leaves,
      ],
    ),
    layer(
      "changes-imports",
      "What changed is asked of git and told by path and line; which findings that concerns is for others.",
      "^src/changes/",
      ["^src/changes/", "^src/policy/changes\\.ts$", ...leaves],
    ),
    layer(
      "policy-imports",
      "What becomes of a finding hangs on configuration, comments, a baseline and changes, never on how it was found.",
      "^src/policy/",
      [
        "^src/policy/",
        "^src/(?:config|changes|findings)/",
        "^src/ir/types\\.ts$",
        "^src/rules/nearest\\.ts$",
        "^src/artifacts/comments\\.ts$",
        ...leaves,
      ],
    ),
    layer(
      "programs-import-stages",
      "What is analysed together, and by how many threads, is decided where parsing and rules meet; what becomes of the findings is not known there.",
      "^src/programs/",
      [
        "^src/programs/",
        "^src/(?:discover|frontends|rules|models|server|ir)/",
        "^src/artifacts/types\\.ts$",
        "^src/findings/",
        "^src/policy/inline\\.ts$",
        "^src/packed\\.ts$",
        ...leaves,
      ],
    ),
    layer(
      "audit-imports",
      "The pipeline is the one place that knows all stages, and it does not know who shows the result.",
      "^src/(?:audit|index)\\.ts$",
      [
        "^src/audit\\.ts$",
        "^src/(?:discover|frontends|artifacts|programs|rules|findings|policy)/",
        "^src/packed\\.ts$",
        ...leaves,
      ],
    ),
    layer(
      "servers-import-audit",
      "Serving an editor or an agent is calling audit() and saying the result in their words, as the command line does.",
      "^src/(lsp|mcp)/",
      ["^src/$1/", "^src/audit\\.ts$", "^src/(?:config|fetch|findings)/", "^src/packed\\.ts$", ...leaves],
    ),
    layer(
      "cli-imports",
      "The command line calls audit() and hands the result to a reporter: no parser, engine or rule code.",
      "^src/cli/",
      [
        "^src/cli/",
        "^src/audit\\.ts$",
        "^src/(?:lsp|mcp|config|deps|fetch|fleet|installed|lock|verdict-install|report|findings)/",
        "^src/packed\\.ts$",
        ...leaves,
      ],
    ),
    {
      name: "bin-imports-build",
      comment:
        "The entry point is a few lines that load the build; it must start before anything else is read.",
      severity: "error",
      from: { path: "^bin/" },
      to: { path: "^(?:src|rules|scripts|test)/|node_modules/" },
    },
    confined(
      "parsers-in-frontends",
      "Parsers are swapped and patched by version; their node types must not leak beyond the front ends.",
      "@babel/[^/]+|web-tree-sitter|tree-sitter-python|ts-morph|typescript|acorn",
      "^src/frontends/",
    ),
    confined(
      "colour-in-report-and-cli",
      "Colour belongs to what is shown on a terminal; text that carries it elsewhere ends up in files.",
      "chalk",
      "^src/(?:report|cli)/",
    ),
    confined(
      "protocols-at-the-edge",
      "A server for editors or agents is a way in, as the command line is; nothing behind it knows the protocol.",
      "vscode-languageserver[^/]*|vscode-jsonrpc|@modelcontextprotocol/[^/]+",
      "^src/(?:lsp|mcp)/|^src/cli/(?:lsp|mcp)-command\\.ts$",
    ),
    confined(
      "options-in-cli",
      "Command-line parsing stays at the edge, so that the audit can be called as a function.",
      "commander",
      "^src/cli/",
    ),
    confined(
      "yaml-outside-the-scan",
      "YAML and its validation are for the build, for configuration and for files of the audited tree; the packed rules need neither.",
      "yaml|zod",
      "^src/(?:config|discover|mcp)/|^src/artifacts/yaml\\.ts$|^src/(?:models|rules)/(?:document|schema|schema-parts|kinds-schema|library-schema)\\.ts$",
    ),
    confined(
      "globs-of-the-configuration",
      "Patterns are compiled in one place, so that they mean the same everywhere.",
      "picomatch",
      "^src/config/patterns\\.ts$",
    ),
    confined(
      "artifact-parsers-in-artifacts",
      "Each format of the files around the code is read in one place, which loads its parser when a file needs it.",
      "toml-eslint-parser|dockerfile-ast",
      "^src/artifacts/",
    ),
    {
      name: "engine-without-packages",
      comment:
        "The engine and the representation are this project's own work. Only the syntax of regular expressions, which guards are judged by, is left to a package that knows all of it.",
      severity: "error",
      from: { path: "^src/(?:ir|taint|verdicts|server|findings|inventory)/" },
      to: {
        path: "(?:^|/)node_modules/(?!@types/|@eslint-community/regexpp/)",
        dependencyTypesNot: ["core"],
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(?:dist|fixtures|coverage)/|^rules/[^/]+/cases/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
      extensions: [".ts", ".js", ".mjs", ".cjs", ".json"],
    },
  },
};
