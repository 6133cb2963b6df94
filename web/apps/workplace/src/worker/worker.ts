/**
 * Keeps Workplace openable without a connection: its page and what the page needs first. Data is never kept here: it
 * belongs to who is signed in, and would be old.
 */
import { clientsClaim } from "workbox-core";
import { ExpirationPlugin } from "workbox-expiration";
import { addRoute, precache, PrecacheFallbackPlugin } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { CacheFirst, NetworkOnly } from "workbox-strategies";

/** The page, by the digest of its text, and the hashed files that it names. The build writes them here. */
declare const SHELL: readonly { url: string; revision: string | null }[];

const PAGE = "/";
/** A page that comes slowly is better than the one kept here, up to so long. */
const PATIENCE_SECONDS = 5;
const KEPT_FILES = 200;
/** Other applications at this address, and what is no page. */
const ELSEWHERE = [/^\/(api|assets|help|studio)(\/|$)/];

clientsClaim();
precache([...SHELL]);

// Whatever the address, the page is the same file. The one kept here is for want of a connection only.
const page = new NetworkOnly({ networkTimeoutSeconds: PATIENCE_SECONDS, plugins: [new PrecacheFallbackPlugin({ fallbackURL: PAGE })] });
registerRoute(new NavigationRoute(page, { denylist: ELSEWHERE }));
addRoute();

// Their names hold a digest of what they contain: one that is kept is never old.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith("/assets/"),
  new CacheFirst({ cacheName: "assets", plugins: [new ExpirationPlugin({ maxEntries: KEPT_FILES, purgeOnQuotaError: true })] }),
);
