/**
 * A Dockerfile as stages of instructions. ARG defaults that stand before the first FROM are filled into image
 * names; other variables stay as written.
 */
import { Arg, type Argument, DockerfileParser, Env, From, type Instruction, Label } from "dockerfile-ast";
import type { Location } from "../findings/types.js";
import type { FileComment } from "./comments.js";
import type { Dockerfile, DockerInstruction, DockerStage, PlacedText, Setting } from "./types.js";

type Range = ReturnType<Instruction["getRange"]>;

/** The stages of a Dockerfile; none when it has no FROM. */
export function parseDockerfile(path: string, text: string): Dockerfile {
  const at = (range: Range | null): Location => ({
    path,
    span: {
      line: (range?.start.line ?? 0) + 1,
      col: range?.start.character ?? 0,
      endLine: (range?.end.line ?? 0) + 1,
      endCol: range?.end.character ?? 0,
    },
  });
  const stages: (DockerStage & { instructions: DockerInstruction[] })[] = [];
  const defaults = new Map<string, string>();
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    if (instruction instanceof From) {
      const written = instruction.getImage() ?? "";
      const base = stages.findLast((stage) => stage.name === written.toLowerCase());
      const image = { text: fill(written, defaults), at: at(instruction.getRange()) };
      const name = instruction.getBuildStage()?.toLowerCase();
      stages.push({ name, image, base, instructions: [] });
      continue;
    }
    const read = readInstruction(instruction, at);
    const stage = stages.at(-1);
    if (stage !== undefined) stage.instructions.push(read);
    else for (const { name, value } of read.settings) if (value.text !== "") defaults.set(name, value.text);
  }
  return { path, stages };
}

/** The comments of a Dockerfile. */
export function dockerfileComments(text: string): FileComment[] {
  return DockerfileParser.parse(text)
    .getComments()
    .map((comment) => {
      const { start, end } = comment.getRange();
      const span = {
        line: start.line + 1,
        col: start.character,
        endLine: end.line + 1,
        endCol: end.character,
      };
      return { text: comment.getContent() ?? "", span };
    });
}

function readInstruction(instruction: Instruction, at: (range: Range | null) => Location): DockerInstruction {
  const words = instruction
    .getArguments()
    .filter((word: Argument) => !word.getValue().startsWith("--"))
    .map((word: Argument): PlacedText => ({ text: word.getValue(), at: at(word.getRange()) }));
  return {
    name: instruction.getKeyword(),
    text: instruction.getArgumentsContent() ?? "",
    at: at(instruction.getRange()),
    settings: settingsOf(instruction, at),
    words,
  };
}

function settingsOf(instruction: Instruction, at: (range: Range | null) => Location): Setting[] {
  const properties =
    instruction instanceof Env || instruction instanceof Label
      ? instruction.getProperties()
      : instruction instanceof Arg
        ? [instruction.getProperty()].filter((each) => each !== null)
        : [];
  return properties.map((property) => ({
    name: property.getName(),
    value: { text: property.getValue() ?? "", at: at(property.getRange()) },
  }));
}

function fill(image: string, defaults: ReadonlyMap<string, string>): string {
  return image.replace(/\$\{?(\w+)(?::-([^}]*))?\}?/g, (whole, name: string, otherwise?: string) => {
    return defaults.get(name) ?? otherwise ?? whole;
  });
}
