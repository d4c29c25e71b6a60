/** Credentials that many people have in their environment, and the hosts of those who gave them out. */
const VENDORS: readonly (readonly [RegExp, RegExp])[] = [
  [/^AWS_/, /amazonaws|aws|amazon|cloudfront|boto/],
  [/^(?:GITHUB|GH)_/, /github|ghcr/],
  [/^GITLAB_/, /gitlab/],
  [/^(?:NPM|NODE_AUTH)_/, /npmjs|npm\.|github/],
  [/^PYPI_|^TWINE_/, /pypi/],
  [/^OPENAI_/, /openai|azure/],
  [/^ANTHROPIC_|^CLAUDE_/, /anthropic|claude/],
  [/^(?:GOOGLE|GCP|GCLOUD|GEMINI)_/, /google|gstatic|firebase/],
  [/^AZURE_/, /azure|microsoft|windows\.net|visualstudio/],
  [/^SLACK_/, /slack/],
  [/^STRIPE_/, /stripe/],
  [/^(?:HF|HUGGINGFACE|HUGGING_FACE)_/, /hugging|hf\./],
  [/^DOCKER_/, /docker/],
  [/^(?:VERCEL)_/, /vercel/],
  [/^(?:CLOUDFLARE|CF)_/, /cloudflare|workers\.dev/],
  [/^HEROKU_/, /heroku/],
  [/^DATABASE_URL$|^(?:POSTGRES|PG|MYSQL|MONGO|REDIS)/, /^$/],
  [/^SSH_|^GPG_|^KUBE|^VAULT_/, /^$/],
];

/** Does the variable hold somebody else's credential than this host's? Undefined for names that say nothing. */
export function isForeign(variable: string, host: string): boolean | undefined {
  for (const [name, hosts] of VENDORS) if (name.test(variable)) return !hosts.test(host);
  return undefined;
}

/** The words by which a vendor is known, for a variable of theirs. */
export function vendorOf(variable: string): RegExp | undefined {
  return VENDORS.find(([name, hosts]) => name.test(variable) && hosts.source !== "^$")?.[1];
}
