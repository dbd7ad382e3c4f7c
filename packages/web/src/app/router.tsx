// The hash as a store, and links to it.

import { type AnchorHTMLAttributes, useSyncExternalStore } from 'react';
import { parseRoute, type Route } from './route.ts';

let hash = location.hash;
let route = parseRoute(hash);

function current(): Route {
  if (location.hash !== hash) {
    hash = location.hash;
    route = parseRoute(hash);
  }
  return route;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** Where we are. */
export function useRoute(): Route {
  return useSyncExternalStore(subscribe, current);
}

/** Goes to `#/…`; with `replace`, Back does not come back here. */
export function go(to: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (replace) location.replace(to);
  else location.hash = to;
}

/** A link within the page. */
export function Link({
  to,
  children,
  ...rest
}: Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'style'> & { readonly to: string }) {
  return (
    <a {...rest} href={to}>
      {children}
    </a>
  );
}
