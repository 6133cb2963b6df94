const PATTERN = /^[a-z][a-z0-9-]{0,62}$/;
const LONGEST = 63;

export function isDomainName(name: string): boolean {
  return PATTERN.test(name);
}

/** A proposal made of a title: "Garage 24" → "garage-24". Empty when nothing usable is left. */
export function domainName(title: string): string {
  return title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, LONGEST);
}
