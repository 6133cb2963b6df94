import type { FormState } from "./slice";

/** Values that differ from what is stored, by property. */
export function changedValues({ values, saved }: Pick<FormState, "values" | "saved">): Record<string, unknown> {
  if (values === saved) return {};
  const names = new Set([...Object.keys(values), ...Object.keys(saved)]);
  return Object.fromEntries([...names].filter((name) => !same(values[name], saved[name])).map((name) => [name, values[name] ?? null]));
}

function same(left: unknown, right: unknown): boolean {
  return left === right || (left ?? null) === (right ?? null) || JSON.stringify(left) === JSON.stringify(right);
}
