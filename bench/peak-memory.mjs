/** Loaded with --import: writes the process's peak resident memory (KiB) to $PEAK_MEMORY_FILE when it ends. */
import { writeFileSync } from "node:fs";
import process from "node:process";

process.on("exit", () => {
  writeFileSync(process.env.PEAK_MEMORY_FILE, String(process.resourceUsage().maxRSS));
});
