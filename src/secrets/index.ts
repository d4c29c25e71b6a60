/** What other parts may ask about credentials. Nothing in this folder imports anything of the project. */
export { findByFormat, judgeNamed, type Secret } from "./find.js";
export { hideOne, maskSecrets } from "./mask.js";
export { guardsThisServer, plainName, secretName } from "./names.js";
export { entropy, isPlaceholder, isStandIn, isWords, looksGenerated } from "./placeholder.js";
