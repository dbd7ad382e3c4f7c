// How long ago a device was heard.

import { useLayoutEffect, useRef } from 'react';
import { live } from '../../live/index.ts';
import { AgeClock } from './age-clock.ts';

const clock = new AgeClock({
  now: () => live.nowMs(),
  everySecond: (run) => {
    const timer = setInterval(() => {
      if (!document.hidden) run();
    }, 1_000);
    document.addEventListener('visibilitychange', run);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', run);
    };
  },
});

/** The age of `time`. Its text counts by itself: nothing is drawn anew for it. */
export function Age({ time }: { readonly time: string }) {
  const element = useRef<HTMLTimeElement>(null);
  useLayoutEffect(() => {
    const place = element.current;
    if (!place) return;
    if (!(place.firstChild instanceof Text)) place.replaceChildren(document.createTextNode(''));
    const text = place.firstChild;
    return text instanceof Text ? clock.keep(text, Date.parse(time)) : undefined;
  }, [time]);
  return <time ref={element} data-age dateTime={time} />;
}
