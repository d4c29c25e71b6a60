const fs = require("fs");
const cp = require("child_process");

const icon = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk", "base64");
fs.writeFileSync("icon.png", icon);
const text = Buffer.from(process.argv[2], "base64").toString();
console.log(text);
cp.execFile("git", ["log", "--format=%H"]);
const color = 0x1b3c5d;
module.exports = { color, letter: String.fromCharCode(65) };

// Encoded to be loaded, not hidden: it is what another program has just made.
module.exports.load = async () => {
  const built = await require("esbuild").build({ entryPoints: ["src/template.ts"], write: false });
  return import("data:text/javascript;base64," + Buffer.from(built.outputFiles[0].text).toString("base64"));
};
