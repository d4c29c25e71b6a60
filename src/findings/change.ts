/** One difference between two states of a server. Texts in it are safe to show. */
export interface Change {
  readonly kind:
    | "package"
    | "version"
    | "content"
    | "install-script"
    | "new-tool"
    | "tool-gone"
    | "description"
    | "schema"
    | "annotation"
    | "new-ability"
    | "ability-gone"
    | "new-finding"
    | "finding-gone"
    | "new-resource"
    | "resource-gone"
    | "new-prompt"
    | "prompt-gone"
    | "partial";
  /** It can do more, or tells the model something else. */
  readonly grave: boolean;
  /** A full sentence. */
  readonly text: string;
  /** What the sentence only counts. */
  readonly more?: readonly string[];
}
