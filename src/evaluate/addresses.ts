/** Addresses of hosts, as Python's `ipaddress` reads them. Networks: IANA's registries of special-purpose addresses. */
import { Address } from "./values.js";

const FOUR = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** The version of the address that a text is, 0 where it is none. */
export function versionOf(text: string): 0 | 4 | 6 {
  if (FOUR.test(text)) return 4;
  return /^[\da-f:.]+$/i.test(text) && URL.canParse(`http://[${text}]/`) ? 6 : 0;
}

/** The address that a text is; undefined where it is none. `base/bits` is a network. */
export function addressOf(text: string): Address | undefined {
  const [host = "", bits, ...more] = text.split("/");
  if (more.length > 0) return undefined;
  const version = versionOf(host);
  if (version === 0) return undefined;
  const size = version === 4 ? 32 : 128;
  const fixed = bits === undefined ? undefined : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
  if (fixed !== undefined && (fixed < 0 || fixed > size)) return undefined;
  return new Address(version, version === 4 ? four(host) : six(host), fixed);
}

const four = (host: string): bigint => host.split(".").reduce((n, part) => (n << 8n) | BigInt(part), 0n);

function six(host: string): bigint {
  // Written with groups of numbers alone, whatever it was before.
  const [head = "", tail] = new URL(`http://[${host}]/`).hostname.slice(1, -1).split("::");
  const groupsOf = (side: string): string[] => (side === "" ? [] : side.split(":"));
  const first = groupsOf(head);
  const last = tail === undefined ? [] : groupsOf(tail);
  const groups = [...first, ...new Array<string>(8 - first.length - last.length).fill("0"), ...last];
  return groups.reduce((n, group) => (n << 16n) | BigInt(`0x${group}`), 0n);
}

/** Is the address one of the network? */
export function isIn(address: Address, network: Address): boolean {
  if (address.version !== network.version) return false;
  const size = network.version === 4 ? 32 : 128;
  const free = BigInt(size - (network.bits ?? size));
  return address.value >> free === network.value >> free;
}

const networks = (texts: string): readonly Address[] =>
  texts.split(" ").flatMap((text) => addressOf(text) ?? []);

const LOOPBACK = networks("127.0.0.0/8 ::1/128");
const LINK_LOCAL = networks("169.254.0.0/16 fe80::/10");
const MULTICAST = networks("224.0.0.0/4 ff00::/8");
const RESERVED = networks("240.0.0.0/4 ::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/3");
const PRIVATE = networks(
  "0.0.0.0/8 10.0.0.0/8 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/29 192.0.2.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 ::/127 ::ffff:0:0/96 100::/64 2001:db8::/32 fc00::/7 fe80::/10",
);
const SHARED = networks("100.64.0.0/10");

const oneOf =
  (list: readonly Address[]) =>
  (address: Address): boolean =>
    list.some((network) => isIn(address, network));

/** What `ipaddress` says of an address, by the name of the property; undefined for others. */
export function propertyOf(address: Address, name: string): boolean | number | Address | null | undefined {
  switch (name) {
    case "is_loopback":
      return oneOf(LOOPBACK)(address);
    case "is_link_local":
      return oneOf(LINK_LOCAL)(address);
    case "is_multicast":
      return oneOf(MULTICAST)(address);
    case "is_reserved":
      return oneOf(RESERVED)(address);
    case "is_private":
      return oneOf(PRIVATE)(address);
    case "is_global":
      return !oneOf(PRIVATE)(address) && !oneOf(SHARED)(address);
    case "is_unspecified":
      return address.value === 0n;
    case "is_site_local":
      return address.version === 6 && oneOf(networks("fec0::/10"))(address);
    case "version":
      return address.version;
    case "ipv4_mapped":
      return address.version === 6 && address.value >> 32n === 0xffffn
        ? new Address(4, address.value & 0xffffffffn)
        : null;
    case "sixtofour":
    case "teredo":
      return null;
    default:
      return undefined;
  }
}

/** The text of an address of the fourth version; of the sixth in eight groups. */
export function textOfAddress({ version, value }: Address): string {
  const size = version === 4 ? 4n : 8n;
  const step = version === 4 ? 8n : 16n;
  const parts: string[] = [];
  for (let i = size - 1n; i >= 0n; i--)
    parts.push(((value >> (i * step)) & ((1n << step) - 1n)).toString(version === 4 ? 10 : 16));
  return parts.join(version === 4 ? "." : ":");
}
