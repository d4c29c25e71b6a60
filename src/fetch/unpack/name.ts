/** Names out of an archive, for messages: cut, and with unsafe characters made visible. */

const MOST = 80;

/** The name in quotes, printable on any terminal. */
export function quote(name: string): string {
  const safe = [...name].map((char) => {
    const code = char.codePointAt(0) ?? 0;
    return code < 0x20 || code > 0x7e ? `\\u{${code.toString(16)}}` : char;
  });
  return `"${safe.length > MOST ? `${safe.slice(0, MOST).join("")}...` : safe.join("")}"`;
}
