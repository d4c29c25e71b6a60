/** Signals of texts that are after secrets: files that hold them, what is to be gathered, and how it is to be carried out. */
import { type EnglishSignal, within } from "./signal.js";

/** Files that hold credentials or what the user did; the second list also means harmless things. */
const SECRET_FILES =
  /(?:~|\$HOME|\/root|\/home\/\w+)?\/?\.ssh\b|\bid_(?:rsa|ed25519|ecdsa|dsa)\b|\.aws\/(?:credentials|config)|\/etc\/(?:passwd|shadow|sudoers)|\.cursor\/\w+|claude_desktop_config|\.netrc\b|\.git-credentials|\.kube\/config|\.(?:bash|zsh)_history|\.gnupg\b|\.pgpass\b|\.docker\/config|\.config\/(?:gh|gcloud)\b|\bauthorized_keys\b|\bwallet\.dat\b|\bLogin Data\b|\bcookies\.sqlite\b|\.claude(?:\.json|\/)|\bseed phrase\b/i;
const SECRET_WORDS = [
  ".ssh",
  "id_",
  ".aws/",
  "/etc/",
  ".cursor/",
  "claude_desktop_config",
  ".netrc",
  ".git-credentials",
  ".kube/config",
  "_history",
  ".gnupg",
  ".pgpass",
  ".docker/config",
  ".config/",
  "authorized_keys",
  "wallet.dat",
  "login data",
  "cookies.sqlite",
  ".claude",
  "seed phrase",
];
const DOUBTFUL_FILES =
  /(?:^|[\s"'`(/])\.env\b(?!\.example)|\bmcp\.json\b|\.npmrc\b|\bkeychain\b|\bprivate keys?\b|\bssh keys?\b|\bpassword (?:file|store|manager)\b|\bbrowser (?:cookies|history|passwords)\b/i;

const TAKE =
  "(?:read|cat|open|access|load|fetch|retrieve|include|append|insert|paste|copy|send|attach|collect|extract|dump|print|upload|look (?:at|into)|check|lee|leer|lis|lire|lies|lesen|leia|ler|leggi|leggere|прочитай|прочти|прочитайте|открой|读取|讀取|打开|打開|查看|読み|開い|읽|oku|przeczytaj|lees)";
const DEFENCE =
  /\b(?:block|refus|reject|denie[sd]|deny|prevent|disallow|forbid|not allowed|protect|redact|mask|sanitiz|traversal|ignored|skipp?|exclud|exampl|e\.g|such as|never (?:read|include|commit|log|expose|share|send|store|put)|do(?:es)? not (?:read|include|commit|log|expose|share|send|store|put))/i;

export const SECRET_SIGNALS: readonly EnglishSignal[] = [
  {
    aim: "files",
    weight: 2,
    words: SECRET_WORDS,
    pattern: new RegExp(`${TAKE}[^!?\\n]{0,100}?(?:${SECRET_FILES.source})`, "i"),
    unless: DEFENCE,
  },
  {
    aim: "files",
    weight: 2,
    words: SECRET_WORDS,
    pattern: new RegExp(`(?:${SECRET_FILES.source})[^!?\\n]{0,60}?(?:を)?${TAKE}`, "i"),
    unless: DEFENCE,
  },
  {
    aim: "files",
    weight: 1,
    words: [".env", "mcp.json", ".npmrc", "keychain", "private key", "ssh key", "password ", "browser "],
    pattern: new RegExp(`${TAKE}[^!?\\n]{0,80}?(?:${DOUBTFUL_FILES.source})`, "i"),
    unless: DEFENCE,
  },
  {
    aim: "gather",
    weight: 2,
    words: ["system", "conversation", "chat", "messages", "chain", "environment", "tools"],
    pattern: new RegExp(
      `\\b(?:include|provide|pass|send|put|attach|append|paste|insert|fill|record|copy|write|output|repeat|reveal|summari[sz]e|supply)\\b${within(70)}\\b(?:(?:your|the|full|entire|complete)\\s+system\\s+prompts?|(?:entire|full|complete|whole|all\\s+(?:of\\s+)?the|previous)\\s+(?:\\w+\\s+){0,2}?(?:conversation|chat)(?:\\s+(?:history|log|transcript))?|conversation\\s+history|(?:all|every|any)\\s+(?:previous|prior|earlier)\\s+(?:user\\s+)?messages|chain[- ]of[- ]thought|(?:all\\s+)?environment\\s+variables|(?:names?|list)\\s+of\\s+all\\s+(?:other\\s+)?(?:available\\s+)?tools)`,
      "i",
    ),
    unless: DEFENCE,
  },
  {
    aim: "gather",
    weight: 1,
    words: ["password", "credentials", "key", "auth", "session"],
    pattern: new RegExp(
      `\\b(?:include|provide|pass|send|put|attach|append|paste|insert|supply|collect)\\b${within(50)}\\b(?:passwords?|credentials|(?:api|access|secret|private|ssh)[ _-]?keys?|auth(?:entication)?\\s+tokens?|session\\s+(?:cookies?|tokens?))`,
      "i",
    ),
    unless: DEFENCE,
  },
  {
    aim: "carry",
    weight: 1,
    words: [
      "pass",
      "put",
      "place",
      "include",
      "provide",
      "send",
      "supply",
      "add",
      "attach",
      "insert",
      "submit",
      "give",
      "append",
    ],
    pattern: new RegExp(
      `\\b(?:pass|put|place|include|provide|send|supply|add|attach|insert|submit|give|append)\\b${within(60)}\\b(?:contents?|it|results?|outputs?|values?|text|data|them|that)\\b${within(40)}\\b(?:as|in|into|to|via|through|with|here)\\b`,
      "i",
    ),
  },
  {
    aim: "carry",
    weight: 1,
    words: ["side", "sidenote", "hidden parameter", "undocumented parameter"],
    pattern: /\b(?:side_?note|sidenote|hidden parameter|undocumented parameter)\b/i,
  },
];
