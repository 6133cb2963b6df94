/** What the builder works at: the whole document, a band, or an element. */
export type Selection = { kind: "document" } | { kind: "band"; id: string } | { kind: "element"; id: string };

export const DOCUMENT: Selection = { kind: "document" };
