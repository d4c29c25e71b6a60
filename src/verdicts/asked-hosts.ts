/**
 * Checks of hosts are asked about samples: addresses of the networks behind the machine, and
 * some that anybody may ask. What they answer is what they do, however they come by it.
 */
import { INTERNAL_HOSTS, PUBLIC_HOSTS, SPELLINGS } from "../evaluate/samples.js";
import type { Check } from "../taint/checks.js";
import type { Fact } from "../taint/facts.js";
import type { Question } from "../taint/questions.js";

/** An address that a request of the server reaches and nobody outside does. */
export interface Internal {
  readonly address: string;
  /** What else in the text of a check names its network. */
  readonly named: RegExp;
}

const NAMED: Readonly<Record<(typeof INTERNAL_HOSTS)[number], RegExp>> = {
  "169.254.169.254": /private|169|link.?local|metadata|internal/i,
  "10.20.30.40": /private|(?:^|[^\d.])10(?!\d)/i,
  "172.16.5.6": /private|172/i,
  "172.31.200.1": /private|172/i,
  "192.168.7.9": /private|192/i,
  "127.0.0.1": /private|127|local|loopback|internal/i,
};
const INTERNAL: readonly Internal[] = INTERNAL_HOSTS.map((address) => ({ address, named: NAMED[address] }));

/**
 * The internal addresses that get past a check which keeps out some of them, and lets public ones through; undefined
 * where it does not, or nobody could tell. What keeps out all of them is about something else (a port, a name).
 */
export function passingHosts({ question, negated }: Fact): readonly Internal[] | undefined {
  if (question === undefined) return undefined;
  for (const spelled of SPELLINGS) {
    const isRefused = (host: string): boolean | undefined => refuses(question, negated, spelled(host));
    if (PUBLIC_HOSTS.some((host) => isRefused(host) !== false)) continue;
    if (INTERNAL.some(({ address }) => isRefused(address) === true))
      return INTERNAL.filter(({ address }) => isRefused(address) === false);
  }
  return undefined;
}

/**
 * A check that is asked and lets addresses of the sixth version through that lead to the machine itself, or next to it:
 * where addresses are told apart by their family, and no other check refuses any.
 */
export function forgottenSix(checks: readonly Check[], denied: readonly Check[]): Check | undefined {
  return denied.every(({ fact }) => forgets(fact)) && checks.some(asksFamily) ? denied[0] : undefined;
}

const FAMILIES: ReadonlySet<string> = new Set(["is-ip", "is-ipv4", "is-ipv6"]);

const asksFamily = ({ fact, options }: Check): boolean =>
  options === undefined ? FAMILIES.has(fact.test) : options.some((o) => o.some(asksFamily));

function forgets({ question, negated }: Fact): boolean {
  if (question === undefined) return false;
  return SIX.every((host) =>
    [host, `[${host}]`].every((spelled) => refuses(question, negated, spelled) === false),
  );
}

const SIX = ["::1", "fd12:3456::7"] as const;

/** Whoever runs it may switch a check off, or let some hosts through: it refuses what it refuses on any way. */
function refuses({ ask, asserting }: Question, negated: boolean, text: string): boolean | undefined {
  const answers = ask(text);
  if (answers.length === 0) return undefined;
  return answers.some((answer) => answer === "throws" || (!asserting && (answer === "yes") === negated));
}
