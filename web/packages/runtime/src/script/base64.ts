/** Content that scripts hand over as text: `data:<type>;base64,…`, or the base64 text alone. */

/** Types that browsers show without running anything of them with our rights. */
const SHOWN: ReadonlySet<string> = new Set(["application/pdf", "application/json", "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "text/plain", "text/csv"]);
/** How the text of well-known files begins, for text that names no type. */
const BEGINNINGS: readonly (readonly [string, string])[] = [
  ["JVBERi0", "application/pdf"],
  ["iVBORw0KGgo", "image/png"],
  ["/9j/", "image/jpeg"],
  ["R0lGOD", "image/gif"],
];
const SHAPE = /^(?:data:([a-z0-9.+-]+\/[a-z0-9.+-]+)?((?:;[a-z0-9-]+=[^;,]*)*);base64,)?([A-Za-z0-9+/_\s-]+={0,2}\s*)$/i;
const UNKNOWN = "application/octet-stream";

export interface Decoded {
  readonly content: Blob;
  /** May a browser show it? Everything else is saved as a file. */
  readonly isShown: boolean;
}

/** Undefined when it is no base64. */
export function decodeBase64(url: string): Decoded | undefined {
  const [, named, parameters = "", encoded] = SHAPE.exec(url.trim()) ?? [];
  if (encoded === undefined) return undefined;
  const text = encoded.replace(/\s/g, "").replace(/-/g, "+").replace(/_/g, "/");
  const type = named?.toLowerCase() ?? BEGINNINGS.find(([beginning]) => text.startsWith(beginning))?.[1] ?? UNKNOWN;
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return { content: new Blob([bytes], { type: `${type}${parameters}` }), isShown: SHOWN.has(type) };
  } catch {
    return undefined;
  }
}
