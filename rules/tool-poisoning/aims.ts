/** What an instruction to the model can be after, and what that is called in a report. */
export type Aim =
  | "conceal"
  | "override"
  | "impersonate"
  | "files"
  | "gather"
  | "carry"
  | "send"
  | "redirect"
  | "consent"
  | "order"
  | "threat"
  | "execute"
  | "encoded";

/** What each aim is called in a report. */
export const AIM_TEXTS: Readonly<Record<Aim, string>> = {
  conceal: "hide something from the user",
  override: "set earlier instructions aside",
  impersonate: "take it for a message of the system",
  files: "read files that hold secrets",
  gather: "hand over the conversation, its instructions or credentials",
  carry: "pass what it finds on in an argument",
  send: "send data to an address that the text names",
  redirect: "change where another tool's data goes",
  consent: "act without the user's consent",
  order: "do something before other work",
  threat: "expect harm if it does not obey",
  execute: "run a command that the text names",
  encoded: "decode text that people cannot read",
};
