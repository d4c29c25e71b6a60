/** What was left out while unpacking, in sentences. */
import { countOf } from "../../words.js";
import type { FetchNote } from "../types.js";
import type { Stage } from "./stage.js";

export function notesOnLeftOut({ left }: Stage): FetchNote[] {
  const notes: FetchNote[] = [];
  if (left.links > 0)
    notes.push({
      weight: "info",
      text: `${countOf(left.links, "link")} in the archive ${left.links === 1 ? "was" : "were"} left out.`,
    });
  if (left.others > 0)
    notes.push({
      weight: "danger",
      text: `${countOf(left.others, "device or other special file")} in the archive ${left.others === 1 ? "was" : "were"} left out; no package needs one.`,
    });
  if (left.large.length > 0)
    notes.push({
      weight: "gap",
      text: `${countOf(left.large.length, "very large file")} ${left.large.length === 1 ? "was" : "were"} not unpacked: ${left.large.slice(0, 3).join(", ")}.`,
    });
  if (left.repeated.length > 0)
    notes.push({
      weight: "odd",
      text: `${left.repeated.slice(0, 3).join(", ")} ${left.repeated.length === 1 ? "is" : "are"} in the archive more than once: the last one counts, which other tools may not show.`,
    });
  return notes;
}
