/** Addresses that content of people may lead to. What is not known to be harmless is no address. */

/** http, https, mailto and tel; or inside the application: a path from its root. */
const SAFE = /^(?:https?:\/\/|mailto:|tel:|\/(?![/\\]))/iu;
/** Browsers drop these from addresses, so that `java\nscript:` would become one. */
 
const IGNORED = /[\u0000-\u0020\u007f-\u009f\u00a0\u2028\u2029]/u;

/** The address as it may be followed; undefined for every other. */
export function safeAddress(text: string | null | undefined): string | undefined {
  const address = text?.trim() ?? "";
  return SAFE.test(address) && !IGNORED.test(address) && !address.includes("\\") ? address : undefined;
}

/** A stored file or anything else behind an address of the platform itself. */
export function isOwnAddress(address: string): boolean {
  return address.startsWith("/");
}

/** Follows a safe address; what lies outside opens in a tab that cannot reach this page. */
export function followAddress(text: string, inNewTab: boolean): boolean {
  const address = safeAddress(text);
  if (address === undefined) return false;
  const link = document.createElement("a");
  link.href = address;
  link.rel = "noopener noreferrer";
  if (inNewTab || /^https?:/iu.test(address)) link.target = "_blank";
  document.body.append(link);
  link.click();
  link.remove();
  return true;
}
