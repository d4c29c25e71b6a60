/** Base images, and images in Compose and Kubernetes, without a version: another image tomorrow. */
import { defineCheck, type PlacedText, splitImage } from "../../src/rules/api.js";

export const check = defineCheck((program, report) => {
  const say = (image: PlacedText): void => {
    const { name, version } = splitImage(image.text);
    if (name === "scratch" || /[$%]|^$/.test(image.text) || (version !== "" && version !== "latest")) return;
    report({
      at: image.at,
      message:
        version === ""
          ? `The image \`${name}\` is named without a version, so that every build may get another one.`
          : `The image \`${name}\` is taken in its latest version, so that every build may get another one.`,
    });
  };
  for (const file of program.artifacts.dockerfiles)
    for (const stage of file.stages) if (stage.base === undefined) say(stage.image);
  for (const { image } of program.artifacts.workloads) if (image !== undefined) say(image);
});
