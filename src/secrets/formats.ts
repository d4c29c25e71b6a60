/**
 * The forms of credentials whose issuers give them a form: prefix, alphabet, length and, where there is
 * one, a checksum. Data, with the three checks that need code.
 *
 * A format says what a text looks like, never whether it still works. What is published on purpose (keys
 * for browsers) is listed too, with `use`, so that it is told apart from what must stay secret.
 */
import process from "node:process";

export interface Format {
  /** For a sentence: "a GitHub token". */
  readonly name: string;
  /** Matches the credential; a group named `secret` is the part to hide where that is not all of it. */
  readonly pattern: RegExp;
  /** Text that stands in every match, so that most texts are passed over without a match. */
  readonly hint: string;
  /** True and false where the issuer's checksum can be computed. */
  readonly verify?: (text: string) => boolean;
  /** "public": meant to be seen. "restricted": worth little when its issuer restricts it, as is usual. */
  readonly use?: "public" | "restricted" | "test";
}

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The last six characters are the CRC-32 of those between prefix and checksum, in base 62. */
function endsWithCrc(text: string): boolean {
  // Few audits meet such a token, and the module is slow to load.
  const { crc32 } = process.getBuiltinModule("node:zlib");
  const body = text.slice(text.lastIndexOf("_") + 1);
  let rest = crc32(body.slice(0, -6));
  let sum = "";
  for (; rest > 0; rest = Math.floor(rest / 62)) sum = (BASE62[rest % 62] ?? "") + sum;
  return body.slice(-6) === sum.padStart(6, "0");
}

const pattern = (source: string): RegExp => new RegExp(`(?<![\\w-])(?:${source})(?![\\w-])`, "g");
const format = (
  name: string,
  hint: string,
  source: string,
  more: Partial<Pick<Format, "verify" | "use">> = {},
): Format => ({ name, hint, pattern: pattern(source), ...more });

export const FORMATS: readonly Format[] = [
  format("a GitHub token", "gh", "gh[pousr]_[A-Za-z0-9]{36,40}", { verify: endsWithCrc }),
  format("a GitHub token", "github_pat_", "github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
  format("a GitLab token", "gl", "gl(?:pat|dt|rt|ptt|soat|ft|cbt|oas|agent)-[\\w-]{20,64}"),
  format("an npm token", "npm_", "npm_[A-Za-z0-9]{36}", { verify: endsWithCrc }),
  format("a PyPI token", "pypi-", "pypi-AgE[\\w-]{50,}"),
  format("a Stripe secret key", "k_live_", "[sr]k_live_[A-Za-z0-9]{16,247}"),
  format("a Stripe test key", "k_test_", "[sr]k_test_[A-Za-z0-9]{16,247}", { use: "test" }),
  format("a Stripe webhook secret", "whsec_", "whsec_[A-Za-z0-9+/=]{32,}"),
  format("a Stripe publishable key", "pk_", "pk_(?:live|test)_[A-Za-z0-9]{16,}", { use: "public" }),
  format("a Slack token", "xox", "xox[abeoprs](?:\\.xox[bp])?-[A-Za-z0-9-]{12,}"),
  format("a Slack app token", "xapp-", "xapp-\\d-[A-Z0-9]+-\\d+-[a-z0-9]{32,}"),
  format(
    "a Slack webhook",
    "hooks.slack.com",
    "hooks\\.slack\\.com/(?:services|workflows)/(?<secret>[\\w/]{30,})",
  ),
  format(
    "a Discord webhook",
    "/api/webhooks/",
    "discord(?:app)?\\.com/api/webhooks/\\d{16,}/(?<secret>[\\w-]{50,})",
  ),
  format("a Discord bot token", ".", "[MNO][A-Za-z\\d]{23,27}\\.[\\w-]{6}\\.[\\w-]{27,40}"),
  format("a Telegram bot token", ":AA", "\\d{8,10}:AA[\\w-]{32,33}"),
  format("an AWS access key id", "A", "(?:AKIA|ASIA)[A-Z2-7]{16}"),
  format("a Google API key", "AIza", "AIza[\\w-]{35}", { use: "restricted" }),
  format("a Google OAuth client secret", "GOCSPX-", "GOCSPX-[\\w-]{28}"),
  format("a Google OAuth token", "ya29.", "ya29\\.[\\w-]{30,}"),
  format("an Anthropic key", "sk-ant-", "sk-ant-[a-z]{2,10}\\d{2}-[\\w-]{20,}"),
  format("an OpenAI key", "T3BlbkFJ", "sk-(?:[a-z]+-)?[\\w-]{16,}T3BlbkFJ[\\w-]{16,}"),
  format("an OpenAI key", "sk-", "sk-(?:proj|svcacct|admin|None)-[\\w-]{20,}"),
  format("an OpenRouter key", "sk-or-", "sk-or-v1-[0-9a-f]{48,64}"),
  format("an API key of the form `sk-`", "sk-", "sk-[A-Za-z0-9]{32,64}"),
  format("a Groq key", "gsk_", "gsk_[A-Za-z0-9]{40,56}"),
  format("a Hugging Face token", "hf_", "hf_[A-Za-z]{34}"),
  format("a Replicate token", "r8_", "r8_[A-Za-z0-9]{37}"),
  format("a Perplexity key", "pplx-", "pplx-[A-Za-z0-9]{40,56}"),
  format("an xAI key", "xai-", "xai-[A-Za-z0-9]{70,90}"),
  format("a Tavily key", "tvly-", "tvly-(?:dev-|prod-)?[A-Za-z0-9]{28,}"),
  format("a Firecrawl key", "fc-", "fc-[0-9a-f]{32}"),
  format("a Brave Search key", "BSA", "BSA[\\w-]{28}"),
  format("a Linear key", "lin_", "lin_(?:api|oauth)_[A-Za-z0-9]{40,64}"),
  format("a Notion token", "ntn_", "ntn_\\d{11}[A-Za-z0-9]{35}"),
  format("a Notion token", "secret_", "secret_[A-Za-z0-9]{43}"),
  format("an Airtable token", "pat", "pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}"),
  format("a Supabase token", "sbp_", "sbp_(?:v0_)?[0-9a-f]{40}"),
  format("a Supabase secret key", "sb_secret_", "sb_secret_[\\w-]{22,}"),
  format("a Supabase publishable key", "sb_publishable_", "sb_publishable_[\\w-]{22,}", { use: "public" }),
  format("a Shopify token", "shp", "shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
  format("a SendGrid key", "SG.", "SG\\.[\\w-]{16,32}\\.[\\w-]{16,64}"),
  format("a Mailgun key", "key-", "key-[0-9a-f]{32}"),
  format("a Mailchimp key", "-us", "[0-9a-f]{32}-us\\d{1,2}"),
  format("a Resend key", "re_", "re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}"),
  format("a DigitalOcean token", "_v1_", "do[opr]_v1_[0-9a-f]{64}"),
  format("a Postman key", "PMAK-", "PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
  format("a Databricks token", "dapi", "dapi[0-9a-f]{32}(?:-\\d)?"),
  format("a Figma token", "figd_", "figd_[\\w-]{36,}"),
  format("an Atlassian token", "AT", "AT(?:ATT3|CTT3|BB)[\\w=-]{24,}"),
  format("a Vault token", "hv", "hv[sbr]\\.[\\w-]{24,}"),
  format("a New Relic key", "NRAK-", "NRAK-[A-Z0-9]{27}"),
  format("a Grafana token", "gl", "gl(?:sa|c)_[A-Za-z0-9+/=]{32,}(?:_[0-9a-f]{8})?"),
  format("a Sentry token", "sntry", "sntry[su]_[\\w+/=]{40,}"),
  format("a Sentry DSN", "@", "https://[0-9a-f]{32}@[\\w.-]+/\\d+", { use: "public" }),
  format("a PostHog project key", "phc_", "phc_[A-Za-z0-9]{32,}", { use: "public" }),
  format("a PostHog personal key", "phx_", "phx_[A-Za-z0-9]{32,}"),
  format("a PlanetScale token", "pscale_", "pscale_(?:tkn|oauth|pw)_[\\w.-]{32,}"),
  format("a Netlify token", "nfp_", "nfp_[A-Za-z0-9]{36}"),
  format("a Pulumi token", "pul-", "pul-[0-9a-f]{40}"),
  format("a Terraform Cloud token", ".atlasv1.", "[A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{60,}"),
  format("a Docker Hub token", "dckr_pat_", "dckr_pat_[\\w-]{27}"),
  format("a Mapbox secret token", "sk.eyJ", "sk\\.eyJ[\\w-]+\\.[\\w-]{20,}"),
  format("an Azure storage key", "AccountKey=", "AccountKey=(?<secret>[A-Za-z0-9+/]{86}==)"),
  format("an Azure client secret", "Q~", "[\\w.~-]{3}[78]Q~[\\w.~-]{31,34}"),
  format("an age secret key", "AGE-SECRET-KEY-1", "AGE-SECRET-KEY-1[0-9A-Z]{58}"),
  {
    name: "a private key",
    hint: "PRIVATE KEY",
    // The body may stand in one literal, with its line ends written as escapes.
    pattern:
      /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----(?<secret>(?:\s|\\[nr]|["'+,])*[A-Za-z0-9+/=:\-.\s\\"',]{64,8000}?)(?=-----END|$)/g,
  },
];

/** Secrets in form only: those that a vendor ships with its own command-line program. */
export const PUBLISHED: ReadonlySet<string> = new Set([
  "ZmssLNjJy2998hD4CTg2ejr2", // Google Cloud SDK
  "d-FL95Q19q7MQmFpd7hHD0Ty", // Google application default credentials
]);

/** Longest text that is searched in one go. */
export const MAX_SEARCHED = 4_000_000;
