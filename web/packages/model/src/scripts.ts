/** What pickers know of a Component Script. The server reads it in full; this follows while it is being typed. */

const FUNCTION = /^(?:async[ \t]+)?def[ \t]+([A-Za-z_][A-Za-z0-9_]*)[ \t]*\(/gmu;

/** Functions at the top level of a script, in their order. */
export function functionsOf(script: string): string[] {
  return [...new Set([...script.matchAll(FUNCTION)].map(([, name = ""]) => name))];
}
