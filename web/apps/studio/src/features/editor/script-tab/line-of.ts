/** Line at which a function of the script begins, counted from 1; null when it has none of that name. */
export function lineOf(script: string, name: string): number | null {
  const at = script.split("\n").findIndex((line) => new RegExp(`^(async[ \\t]+)?def[ \\t]+${name}\\b`, "u").test(line));
  return at < 0 ? null : at + 1;
}
