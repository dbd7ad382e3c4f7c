// The time as it goes on, for what is drawn by it.

import { useEffect, useState } from 'react';

/** Milliseconds since 1970, anew every so many; it stands while `isOn` is false or nobody looks. */
export function useNow(everyMs: number, isOn = true): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isOn) return;
    const tick = () => {
      if (!document.hidden) setNow(Date.now());
    };
    tick();
    const timer = setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [everyMs, isOn]);
  return now;
}
