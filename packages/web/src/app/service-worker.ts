// The worker that starts the page without a network. Only where the browser allows it: on TLS or on this machine.

/** Registers it once the page stands; a newer one takes over with the next visit. */
export function registerServiceWorker(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  // What the first look needs comes first.
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}

/** Without it, all but the offline start works. */
function register(): void {
  navigator.serviceWorker.register('./sw.js', { updateViaCache: 'none' }).catch(() => undefined);
}
