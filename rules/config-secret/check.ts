/**
 * Secrets written into client configuration: environment, headers, arguments and addresses of a server.
 * Configuration is shared, synchronised and committed; references to a variable or an input are fine.
 */
import {
  type ConfiguredServer,
  defineCheck,
  findByFormat,
  hideOne,
  isPlaceholder,
  judgeNamed,
  type PlacedText,
} from "../../src/rules/api.js";

const REFERENCE = /\$\{|\$\(|\$env:|\{\{|^\$\w+$|^%\w+%$|^\{env:|^\{file:|<[^>]+>/;

export const check = defineCheck((program, report) => {
  for (const server of program.artifacts.clients.flatMap((client) => client.servers)) {
    for (const { place, what, where } of secretsOf(server)) {
      report({
        at: place.at,
        message: `The configuration of \`${server.name}\` holds ${what} (\`${hideOne(place.text.slice(0, 24))}\`) in ${where}, readable for everybody and every program that can read this file.`,
        secrets: [place.text, ...place.text.split(/[\s=:]+/).filter((part) => part.length >= 8)],
      });
    }
  }
});

interface Found {
  readonly place: PlacedText;
  readonly what: string;
  readonly where: string;
}

function secretsOf({ env, headers, args, url }: ConfiguredServer): readonly Found[] {
  const out: Found[] = [];
  const look = (place: PlacedText, where: string, name: string | undefined): void => {
    const text = place.text.trim();
    if (REFERENCE.test(text)) return;
    const [format] = findByFormat(text, name === undefined ? "sure" : "named").filter(
      (each) => each.use !== "test" || name !== undefined,
    );
    const judged = format ?? (name === undefined ? undefined : judgeNamed(name, text));
    const made = judged ?? (name === undefined ? undefined : authorization(name, text));
    if (made !== undefined && (format !== undefined || !isPlaceholder(text)))
      out.push({ place, what: made.what, where });
  };
  for (const { name, value } of env) look(value, `\`${name}\``, name);
  for (const { name, value } of headers) look(value, `the header \`${name}\``, name);
  args.forEach((arg, index) => {
    // `--api-key VALUE`, `--api-key=VALUE`, `-e NAME=VALUE`
    const [, name, value] = /^-{0,2}([A-Za-z][\w-]*)[=:]\s*(?!\/\/)(.+)$/.exec(arg.text) ?? [];
    const before = /^--?([A-Za-z][\w-]*)$/.exec(args[index - 1]?.text ?? "")?.[1];
    if (name !== undefined && value !== undefined)
      look({ ...arg, text: value }, `\`${name}\` of its arguments`, name);
    else look(arg, "its arguments", before);
  });
  if (url !== undefined) {
    const query = [...url.text.matchAll(/[?&]([\w.-]+)=([^&#]+)/g)];
    for (const [, name = "", value = ""] of query)
      look(
        { ...url, text: value },
        `\`${name}\` of its address`,
        /^(?:key|token|apikey|api_?key|auth|sig|code)$/i.test(name) ? "api_key" : name,
      );
    if (query.length === 0) look(url, "its address", undefined);
  }
  return out.filter((found, i) => out.findIndex((other) => other.place.at === found.place.at) === i);
}

/** `Authorization: Bearer ...` holds a credential whatever it looks like. */
function authorization(name: string, text: string): { readonly what: string } | undefined {
  const value = /^(?:Bearer|Basic|Token|ApiKey)\s+(\S{8,})$/i.exec(text)?.[1];
  return /^(?:proxy-)?authorization$/i.test(name) &&
    value !== undefined &&
    !isPlaceholder(value) &&
    /\d/.test(value)
    ? { what: "a token" }
    : undefined;
}
