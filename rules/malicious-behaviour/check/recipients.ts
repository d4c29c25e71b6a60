/**
 * A copy of every message for somebody whose address stands in the code: a constant `bcc` of a mail, be it a
 * property, a header or an argument. An address of an example domain is a stand-in.
 */
import type { Location, Program } from "../../../src/rules/api.js";

const ADDRESS = /^\s*(?:[^<>]*<)?[\w.+-]+@([\w-]+(?:\.[\w-]+)+)>?\s*$/;
const EXAMPLE =
  /(?:^|\.)(?:example\.(?:com|org|net)|test|invalid|localhost|local)$|^(?:your|my)?-?(?:domain|company)\./i;

/** The places where a constant address is copied in unseen. */
export function copiesToStranger(
  program: Program,
): readonly { readonly at: Location; readonly message: string }[] {
  return program.texts.flatMap(({ text, name, use, span, code }) => {
    if (name === undefined || !/^_?bcc(?:_?(?:address|addresses|recipients?|emails?|list|to))?$/i.test(name))
      return [];
    const domain = ADDRESS.exec(text)?.[1];
    if (domain === undefined || EXAMPLE.test(domain) || use === "compared") return [];
    return [
      {
        at: { path: code.module.path, span },
        message: `Every message is copied, unseen by sender and recipient, to an address at \`${domain}\` that stands in the code.`,
      },
    ];
  });
}
