/** Beginnings of notes that the verdict asks for. */

/** On a file that the program loads or starts and that could not be read. */
export const LOADED_UNREAD = "the program loads it, and it was not read";

/** On minified code that is said to be made from readable sources. */
export const UNREADABLE =
  "what runs is minified; that it was made from the sources beside it, which were audited, cannot be seen";

/** On `import "data:text/javascript,..."`. */
export const CODE_IN_ADDRESS = `${LOADED_UNREAD}: code in an address that it imports`;
