/** Goes on to another site, as to a provider that ends its own session too. Without an address the page stays. */
export function leaveFor(address: string | null | undefined): void {
  if (address) window.location.assign(address);
}
