// What makes a sensor send, so that its key can be tried: some send by themselves, others must be used.

import type { Quantity } from '@bluebell/sensors/quantities';

/** What is known of the sensor. */
export interface Sender {
  /** Quantities that its product can give. */
  readonly exposes: readonly string[];
  /** Learnt seconds between its adverts. */
  readonly intervalS?: number | undefined;
}

/** Quantities that are sent by themselves, again and again. */
const BY_ITSELF: readonly Quantity[] = [
  ...(['temperature', 'humidity', 'moisture', 'conductivity', 'pressure', 'power'] as const),
  ...(['co2', 'pm25', 'pm10', 'formaldehyde', 'tvoc', 'energy'] as const),
];

/** What to do with those that speak on events alone, by what they give; the first that fits. */
const DEEDS: readonly { readonly quantities: readonly Quantity[]; readonly text: string }[] = [
  { quantities: ['motion', 'moving', 'occupancy', 'presence'], text: 'Move in front of it.' },
  {
    quantities: ['opening', 'door', 'window', 'garageDoor'],
    text: 'Open it and close it again.',
  },
  { quantities: ['waterLeak', 'wet'], text: 'Touch both of its contacts with a wet finger.' },
  { quantities: ['smoke', 'gasDetected', 'carbonMonoxide'], text: 'Press its test button.' },
  { quantities: ['unlocked', 'locked'], text: 'Lock and unlock it.' },
  { quantities: ['mass', 'massUnstabilized', 'impedance'], text: 'Step on it.' },
  { quantities: ['toothbrush', 'toothbrushCounter'], text: 'Switch it on for a moment.' },
];

/** Seconds after which waiting is called long, where no interval was learnt. */
const USUAL_S = 600;

/** What to do, and what is waited for. */
export function awaitedDeed({ exposes, intervalS }: Sender): string {
  const sendsByItself = BY_ITSELF.some((quantity) => exposes.includes(quantity));
  if (sendsByItself) {
    return `It sends by itself, mostly within ${spanWords(intervalS ?? USUAL_S)}. Nothing has to be done.`;
  }
  const deed = DEEDS.find(({ quantities }) => quantities.some((each) => exposes.includes(each)));
  const what = deed?.text ?? 'Press its button, or turn its knob.';
  return `It sends only when something happens. ${what}`;
}

function spanWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} seconds`;
  return `${Math.round(seconds / 60)} minutes`;
}
