/**
 * Recipients of mails that are fixed in the code although the others are the caller's: a blind copy of every
 * mail, one more address beside those the caller gave.
 */
import { type FunctionCode, type Instr, instructions, type Temp } from "../../src/rules/api.js";

export interface Recipient {
  readonly address: string;
  readonly instr: Instr;
}

const COPY = /^(?:bcc|blind_?copy|bcc_?addresses|bcc_?recipients|bcc_?emails?)$/i;
const TO = /^(?:to|cc|recipients?|to_?addresses|to_?emails?|destinations?)$/i;
const ADDRESS =
  /^[^\s@<>]+@(?!(?:[\w-]+\.)*example\.|localhost)[\w-]+(?:\.[\w-]+)+$|<[^\s@<>]+@[\w-]+(?:\.[\w-]+)+>$/i;

/** Fixed recipients in one function. */
export function* fixedRecipients(code: FunctionCode): Generator<Recipient> {
  const address = (temp: Temp, at = code): string | undefined => {
    const value = at.constant(temp);
    return typeof value === "string" && ADDRESS.test(value) ? value : undefined;
  };
  /** Fixed addresses; with `others`, only beside ones that are not. */
  const addresses = (temp: Temp, others: boolean): string[] => {
    const list = code.origin(temp);
    if (list?.instr.op !== "array") {
      const one = address(temp);
      return one === undefined || others ? [] : [one];
    }
    const { elements } = list.instr;
    const fixed = elements.flatMap((element) => address(element.value, list.code) ?? []);
    return others && fixed.length === elements.length ? [] : fixed;
  };
  const named = function* (key: string, temp: Temp, instr: Instr): Generator<Recipient> {
    const found = COPY.test(key) ? addresses(temp, false) : TO.test(key) ? addresses(temp, true) : [];
    for (const each of found) yield { address: each, instr };
  };
  for (const instr of instructions(code)) {
    switch (instr.op) {
      case "object":
        for (const entry of instr.entries)
          if (entry.key !== undefined)
            yield* named(entry.key, entry.value, code.definition(entry.value) ?? instr);
        break;
      case "store":
        yield* named(instr.key, instr.src, instr);
        break;
      case "storei": {
        const key = code.constant(instr.key);
        if (typeof key === "string") yield* named(key, instr.src, instr);
        break;
      }
      case "call":
        for (const arg of instr.args) if (arg.name !== undefined) yield* named(arg.name, arg.value, instr);
        // smtp.sendmail(from, [to, "one@more"], text)
        if (/^send_?mail$/i.test(instr.method ?? ""))
          for (const arg of instr.args)
            for (const each of addresses(arg.value, true)) yield { address: each, instr };
        // message.add_header("Bcc", "one@more"), data.append("bcc", "one@more")
        if (/^(?:add_header|append|set|add)$/.test(instr.method ?? "") && instr.args.length >= 2) {
          const [first, second] = instr.args as [{ value: Temp }, { value: Temp }];
          const key = code.constant(first.value);
          if (typeof key === "string") yield* named(key, second.value, instr);
        }
        break;
      default:
        break;
    }
  }
}
