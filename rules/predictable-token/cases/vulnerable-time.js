import { createHash } from "node:crypto";

export function generateToken(user) {
  return createHash("md5").update(`${user}${Date.now()}`).digest("hex"); // expect: predictable-token
}
