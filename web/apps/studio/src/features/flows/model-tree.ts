/** The paths of a model as a tree: members under their objects, and under the arrays whose elements they are. Pure. */

import type { ModelField } from "./types";

export interface ModelNode {
  field: ModelField;
  /** What stands in the line: the path from the line above. */
  name: string;
  level: number;
  children: ModelNode[];
}

/** Whether a path leads into the value at another one, and the rest of it from there. */
function rest(path: string, parent: string): string | null {
  if (!path.startsWith(parent)) return null;
  const tail = path.slice(parent.length);
  return /^(\[\*\])*(\.|\[")/.test(tail) ? tail.replace(/^(\[\*\])*\.?/, "") : null;
}

/** Fields come with every parent before its members, as the server lists them. */
export function modelTree(fields: readonly ModelField[]): ModelNode[] {
  const roots: ModelNode[] = [];
  const line: ModelNode[] = [];
  for (const field of fields) {
    while (line.length > 0 && rest(field.path, line.at(-1)?.field.path ?? "") === null) line.pop();
    const parent = line.at(-1);
    const name = parent ? (rest(field.path, parent.field.path) ?? field.path) : field.path;
    const node: ModelNode = { field, name, level: line.length + 1, children: [] };
    (parent?.children ?? roots).push(node);
    line.push(node);
  }
  return roots;
}

/** The lines that are to be seen: all of a search's finds with what leads to them, else what is open. */
export function visibleNodes(roots: readonly ModelNode[], isOpen: (node: ModelNode) => boolean, wanted: string): ModelNode[] {
  const text = wanted.trim().toLowerCase();
  if (text === "") return roots.flatMap((node) => [node, ...(isOpen(node) ? visibleNodes(node.children, isOpen, "") : [])]);
  return roots.flatMap((node) => {
    const inside = visibleNodes(node.children, isOpen, text);
    return inside.length > 0 || `${node.field.path} ${node.field.title}`.toLowerCase().includes(text) ? [node, ...inside] : [];
  });
}
