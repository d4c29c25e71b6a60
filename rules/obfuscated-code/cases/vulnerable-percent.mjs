// Letters that are written by their numbers say nothing to who reads them.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const hidden = () => spawn(fileURLToPath("file:///tmp/%2e%63%61%63%68%65/%72%75%6e"), []); // expect: obfuscated-code
export const command = () => spawn(decodeURIComponent("%2f%74%6d%70%2f%2e%78%2f%72%75%6e"), []); // expect: obfuscated-code
