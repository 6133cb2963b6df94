/** Lets Workplace open without a connection, and be installed. Called after the first screen: it must not be in its way. */
export function startWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("/worker.js").catch((reason: unknown) => {
    // Browsers refuse it behind certificates that they do not trust. All else works.
    console.info("Workplace cannot be opened without a connection:", reason);
  });
}
