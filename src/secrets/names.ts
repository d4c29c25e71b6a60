/**
 * What a name says of the value that it is given: a password, a key, nothing of the kind.
 *
 *   DB_PASSWORD  password      stripeApiKey  key      token_url, maxTokens, next_page_token  nothing
 */

export type SecretName = "password" | "key";

const PASSWORD = /(?:^|_)(?:password|passwd|passphrase|pwd|passcode|pass)$/;
const KEY =
  /(?:^|_)(?:secret|secrets|token|apikey|api_key|api_token|auth_key|authkey|access_key|accesskey|private_key|privatekey|secret_key|secretkey|signing_key|encryption_key|master_key|service_key|service_role_key|session_key|admin_key|account_key|client_secret|bearer|credential|credentials|jwt_secret|webhook_secret|hmac_key|aes_key|salt_key|auth_token|authorization|x_api_key|(?:openai|anthropic|claude|gemini|mistral|groq|cohere|deepseek|huggingface|hf|azure|aws|stripe|github|gitlab|slack|twilio|sendgrid|mailgun|notion|linear|brave|tavily|exa|firecrawl|weather|openweather)_key|jwt)$/;
/** A name that ends in a word of the above and still holds none. */
const NOT =
  /(?:^|_)(?:max|min|num|total|count|next|prev|previous|page|paging|pagination|continuation|cursor|sync|cancel|cancellation|cancelled|abort|stop|start|end|eos|bos|pad|unk|mask|csrf|xsrf|progress|input|output|prompt|completion|public|publishable|pub|special|comment|syntax|invalid|missing|no|is|has|use|need|needs|require|requires|required|with|without|validate|verify|get|set|fetch|refresh_the|example|placeholder|dummy|fake|test|cache|primary|foreign|partition|sort|hash|idempotency|sequence|design|color|lexer|parser|json|cursor|type|kind)_(?:\w+_)?(?:token|tokens|secret|key|password|pass|credentials?)$|(?:^|_)(?:by|bypass|compass|by_pass)$/;

/** `DB_PASSWORD`, `dbPassword`, `db-password` -> `db_password`. */
export function plainName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
}

/** Which kind of secret a variable, property or parameter of this name holds. */
export function secretName(name: string): SecretName | undefined {
  if (name.length > 80) return undefined;
  const plain = plainName(name).replace(/_(?:value|str|string|default|prod|production|live|dev|v?\d+)$/, "");
  if (NOT.test(plain)) return undefined;
  if (PASSWORD.test(plain)) return "password";
  return KEY.test(plain) ? "key" : undefined;
}

/**
 * Is it what callers of this server are told apart by, or what it signs with? Then any literal is as good
 * as none, unlike the key of somebody else's service, where a wrong one is merely refused.
 */
export function guardsThisServer(name: string): boolean {
  const plain = plainName(name);
  if (PASSWORD.test(plain)) return true;
  return /(?:^|_)(?:jwt|session|cookie|signing|encryption|hmac|flask|django)_(?:\w+_)?(?:secret|token|key|password)$|(?:^|_)(?:app|auth|server|mcp|admin|master|bearer|shared|internal)_(?:(?:auth|access|api|server|http|bearer|mcp)_)*(?:secret|token|key|password)$|^(?:secret|secret_key|auth_token|access_token|api_token|bearer_token|token)$|(?:^|_)jwt_?(?:secret|key)$/.test(
    plain,
  );
}

/** Is it what this server signs or encrypts with? Whoever reads it can make sessions and tokens of their own. */
export function signsForThisServer(name: string): boolean {
  return /(?:^|_)(?:jwt|session|cookie|signing|hmac|encryption|flask|django)_?(?:\w+_)?(?:secret|key)$|^(?:secret_key|app_secret|app_secret_key)$/.test(
    plainName(name),
  );
}

/** Is it a key that only lets a program report how it is used? Such keys are shipped on purpose. */
export function reportsUsage(name: string): boolean {
  return /(?:^|_)(?:ga|ga4|analytics|telemetry|measurement|mixpanel|amplitude|segment|posthog|rum|tracking)(?:_|$)/.test(
    plainName(name),
  );
}
