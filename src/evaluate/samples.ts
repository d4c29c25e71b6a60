/** Texts that checks are asked about: whoever means to keep some of them out answers differently for others. */

/** Addresses that a request of the server reaches and nobody outside does. */
export const INTERNAL_HOSTS = [
  "169.254.169.254",
  "10.20.30.40",
  "172.16.5.6",
  "172.31.200.1",
  "192.168.7.9",
  "127.0.0.1",
] as const;

export const PUBLIC_HOSTS = ["93.184.215.14", "8.8.8.8"] as const;

/** A check is handed the host, or the whole URL. */
export const SPELLINGS: readonly ((host: string) => string)[] = [(host) => host, (host) => `http://${host}/`];

/** One of each kind, in each spelling. */
export const PROBES: readonly (readonly string[])[] = SPELLINGS.map((spelled) =>
  [...PUBLIC_HOSTS, ...INTERNAL_HOSTS].map(spelled),
);
