// Marks the page as showing its first data, for programs that wait for it.

import { useEffect } from 'react';

/** Puts `data-ready` on the main part of the page while `isReady`, and takes it off with the view. */
export function useReady(isReady: boolean): void {
  useEffect(() => {
    const main = document.querySelector('main');
    main?.toggleAttribute('data-ready', isReady);
    return () => {
      main?.removeAttribute('data-ready');
    };
  }, [isReady]);
}
