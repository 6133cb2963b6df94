/** Addresses that may be stored and followed. Any other scheme, `javascript:` first of all, is only text. */

/** The pattern of the server. Protocol-relative addresses and white space are out. */
const ADDRESS =
  /^(https?:\/\/[^\s/?#\\@:]+(:[0-9]{1,5})?([/?#][^\s\\]*)?|mailto:[^\s\\]+@[^\s\\]+|tel:[+0-9().-]+|\/([^\s/\\][^\s\\]*)?|[?#][^\s\\]*)$/i;
const CONTROL = /[\u0000-\u001f\u007f]/;

/** A web, mail or telephone address, or a path of this application. */
export function isAddress(text: string): boolean {
  return ADDRESS.test(text) && !CONTROL.test(text);
}

export interface Destination {
  readonly href: string;
  /** Path, query and fragment where the address lies in this application. */
  readonly inside: string | undefined;
  /** Loads a page, which mail and telephone addresses do not. */
  readonly isPage: boolean;
}

/** Where an address leads from the page at `here`; undefined when it must not be followed. */
export function destinationOf(address: string, here: string): Destination | undefined {
  if (!isAddress(address) || !URL.canParse(address, here)) return undefined;
  const url = new URL(address, here);
  const isPage = url.protocol === "https:" || url.protocol === "http:";
  const isInside = isPage && url.origin === new URL(here).origin;
  return { href: url.href, isPage, inside: isInside ? `${url.pathname}${url.search}${url.hash}` : undefined };
}
