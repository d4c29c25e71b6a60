/** Which host an address leads to, where its beginning is known. */
import { ANY, type Subject } from "./subject.js";

/** The host of an address; "" where the caller or nobody known decides; undefined when it has none, as a path. */
export function hostOf({ text, by }: Subject): Subject | undefined {
  const [, authority] = /^[a-z][\w+.-]*:\/\/([^/?#]*)/i.exec(text) ?? [];
  if (authority === undefined) {
    if (text.startsWith("$")) return { text, by };
    return text.startsWith(ANY) ? { text: "", by } : undefined;
  }
  const host = authority.slice(authority.lastIndexOf("@") + 1).toLowerCase();
  if (host === "" || host === ANY || host.endsWith(ANY)) return { text: "", by };
  // What stands behind a constant host does not decide where the request goes.
  if (!host.includes(ANY) && text.length > text.indexOf(authority) + authority.length)
    return { text: host, by: by === "setting" ? "setting" : "constant" };
  return { text: host.replaceAll(ANY, "*"), by };
}
