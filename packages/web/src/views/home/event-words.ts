// Presses, turns and rings in words.

import type { DeviceEvent } from '@bluebell/hub/api';
import type { IconName } from '../../icons/icons.ts';

const TYPES: Readonly<Record<string, string>> = {
  press: 'Pressed',
  single_press: 'Pressed',
  double_press: 'Pressed twice',
  triple_press: 'Pressed three times',
  long_press: 'Long press',
  hold_press: 'Held',
  long_double_press: 'Long, then twice',
  long_triple_press: 'Long, then three times',
  rotate_left: 'Turned left',
  rotate_right: 'Turned right',
  rotate_left_pressed: 'Turned left, pressed',
  rotate_right_pressed: 'Turned right, pressed',
  match_successful: 'Recognised',
  match_failed: 'Not recognised',
  low_quality: 'Not read well',
  request: 'Asks to be paired',
  reset: 'Was reset',
  knock: 'Knock',
  kick: 'Kick',
};

const SOURCE_ICONS: Readonly<Record<string, IconName>> = {
  button: 'button',
  dimmer: 'dial',
  rotation: 'dial',
  lock: 'lock',
  door: 'door',
  fingerprint: 'person',
  pairing: 'link',
  device: 'sensor',
};

/** An event as a sentence of a few words: `Left: pressed twice`, `Turned right, 3 steps`. */
export function eventWords(event: DeviceEvent): string {
  const type = Object.hasOwn(TYPES, event.type) ? TYPES[event.type] : undefined;
  const words = type ?? sentence(event.type);
  const part = /^button_(.+)$/.exec(event.source)?.[1];
  const named = part === undefined ? words : `${sentence(part)}: ${words.toLowerCase()}`;
  const steps = event.steps === undefined ? [] : [plural(Math.abs(event.steps), 'step')];
  const seconds = event.seconds === undefined ? [] : [`${event.seconds} s`];
  const key = event.keyId === undefined ? [] : [`no. ${event.keyId}`];
  return [named, ...steps, ...seconds, ...key].join(', ');
}

/** The icon of where an event comes from. */
export function eventIcon(event: DeviceEvent | undefined): IconName {
  const source = event?.source.replace(/_.*/, '') ?? 'button';
  return (Object.hasOwn(SOURCE_ICONS, source) ? SOURCE_ICONS[source] : undefined) ?? 'button';
}

function sentence(code: string): string {
  const words = code.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
