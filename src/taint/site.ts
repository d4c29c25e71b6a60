/** A place in the program that the engine remembers: module and span, interned so that it compares by identity. */
import type { ModuleIR, Span } from "../ir/types.js";

export interface Site {
  readonly id: number;
  readonly module: ModuleIR;
  readonly span: Span;
  /** Numbers of facts that tests here establish; see fact.ts. */
  facts?: Map<string, number>;
}

/** Where it stands, as findings say it. */
export const locate = ({ module, span }: Site): { readonly path: string; readonly span: Span } => ({
  path: module.path,
  span,
});

export class SiteStore {
  private readonly sites = new Map<Span, Site>();
  private next = 1;

  /** The site of `span`, an object that belongs to one instruction of `module`. */
  of(module: ModuleIR, span: Span): Site {
    let site = this.sites.get(span);
    if (site === undefined) {
      site = { id: this.next++, module, span };
      this.sites.set(span, site);
    }
    return site;
  }
}
