// The colours of the page as a canvas takes them, and anew when the page changes its colours.

import { useEffect, useState } from 'react';

/** Gives the colour of a custom property, such as `--line`. */
export type ColourOf = (property: string) => string;

/** The colours now. Another function each time they change. */
export function useColours(): ColourOf {
  const [colours, setColours] = useState<ColourOf>(() => reader());
  useEffect(() => {
    const renew = () => setColours(() => reader());
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', renew);
    const theme = new MutationObserver(renew);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      scheme.removeEventListener('change', renew);
      theme.disconnect();
    };
  }, []);
  return colours;
}

/** Custom properties hold `light-dark(…)`, which only the colour of an element shows resolved. */
function reader(): ColourOf {
  const known = new Map<string, string>();
  return (property) => {
    const there = known.get(property);
    if (there !== undefined) return there;
    const probe = document.createElement('i');
    probe.style.color = `var(${property})`;
    probe.hidden = true;
    document.body.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    known.set(property, colour);
    return colour;
  };
}

/** A colour, so transparent: `rgb(1, 2, 3)` becomes `rgba(1, 2, 3, 0.2)`. */
export function transparent(colour: string, alpha: number): string {
  const numbers = /^rgba?\(([^)/]*)\)$/
    .exec(colour)?.[1]
    ?.split(/[\s,]+/)
    .slice(0, 3);
  if (numbers?.length === 3) return `rgba(${numbers.join(', ')}, ${alpha})`;
  const mixed = `color-mix(in srgb, ${colour} ${alpha * 100}%, transparent)`;
  return CSS.supports('color', mixed) ? mixed : colour;
}
