/** Reading and rewriting paths such as `data.supplier.name` or `_rows[*].data.price`. */

import type { ComponentDocument } from "../documents";

/** What a path means where it stands. */
export interface PathRoot {
  /** Whether it starts at an entry of the edited component. */
  readonly own: boolean;
  /** Whether a property may be named without the leading `data.`. */
  readonly bare: boolean;
  /** Root variables that hold entries of the edited component. */
  readonly ownVariables?: ReadonlySet<string>;
}

export const FORM_ROOT: PathRoot = { own: true, bare: false };
const TOKEN = /\[[^\]]*\]|[^.[\]]+|\./g;

/** Calls `visit` for each property of the edited component that `path` goes through; returns the path rewritten. */
export function mapPath(
  path: string,
  root: PathRoot,
  document: ComponentDocument,
  visit: (name: string) => string,
): string {
  let own = root.own;
  let property = root.bare;
  let first = true;
  const tokens = path.match(TOKEN) ?? [];
  const mapped = tokens.map((token) => {
    if (token === "." || token.startsWith("[")) return token;
    const atStart = first;
    first = false;
    if (atStart && root.ownVariables?.has(token)) {
      own = true;
      property = false;
      return token;
    }
    if (own && token === "data") {
      property = true;
      return token;
    }
    if (!own || !property) {
      own = false;
      return token;
    }
    const target = targetOf(document, token);
    own = target === document.key;
    return visit(token);
  });
  return mapped.join("");
}

function targetOf(document: ComponentDocument, name: string): string | null {
  const property = document.properties.find((candidate) => candidate.name === name);
  return property && "component" in property ? property.component : null;
}

/** The component a form path ends in when its last property is a reference, otherwise null. */
export function referencedComponent(document: ComponentDocument, path: string): string | null {
  let last: string | null = null;
  mapPath(path, FORM_ROOT, document, (name) => {
    last = name;
    return name;
  });
  const ends = last !== null && path.endsWith(last);
  return ends && last !== null ? targetOf(document, last) : null;
}
