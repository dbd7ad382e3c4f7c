// The settings of a device as a form: texts in, a patch out.

import type { DevicePatch } from '@bluebell/hub/api';
import type { DeviceItem } from '../../live/messages.ts';

type ContactClass = DeviceItem['settings']['contactClass'];

/** What stands in the form. */
export interface SettingsForm {
  readonly name: string;
  readonly area: string;
  readonly isAnnounced: boolean;
  /** `10 min`; empty: as learnt; `never`. */
  readonly offlineAfter: string;
  readonly contactClass: ContactClass;
  /** `90 s`; empty: as usual; `never`. */
  readonly motionOff: string;
}

/** What is wrong, by field. */
export type FormErrors = Partial<Record<keyof SettingsForm | 'all', string>>;

/** What people call the choices of a contact. */
export const CONTACTS: readonly { readonly value: ContactClass; readonly label: string }[] = [
  { value: 'opening', label: 'Something that opens' },
  { value: 'door', label: 'Door' },
  { value: 'window', label: 'Window' },
  { value: 'garage_door', label: 'Garage door' },
];

/** The form of a device as it is. */
export function formOf({ name, settings }: Pick<DeviceItem, 'name' | 'settings'>): SettingsForm {
  return {
    name: name ?? '',
    area: settings.area ?? '',
    isAnnounced: settings.isAnnounced,
    offlineAfter: spanOf(settings.offlineAfterS),
    contactClass: settings.contactClass,
    motionOff: spanOf(settings.motionOffS),
  };
}

/** What changes a device into what the form says, or what is wrong with the form. */
export function patchOf(
  before: SettingsForm,
  now: SettingsForm,
): { readonly patch: DevicePatch; readonly errors: FormErrors } {
  const errors: { -readonly [K in keyof FormErrors]: FormErrors[K] } = {};
  const patch: { -readonly [K in keyof DevicePatch]: DevicePatch[K] } = {};
  for (const field of ['name', 'area'] as const) {
    const text = now[field].trim();
    if (text === before[field].trim()) continue;
    if (text.length > MOST_LETTERS) errors[field] = `At most ${MOST_LETTERS} letters.`;
    patch[field] = text === '' ? null : text;
  }
  if (now.isAnnounced !== before.isAnnounced) patch.isAnnounced = now.isAnnounced;
  if (now.contactClass !== before.contactClass) patch.contactClass = now.contactClass;
  for (const [field, member] of SPANS) {
    if (now[field].trim() === before[field].trim()) continue;
    const seconds = secondsOf(now[field]);
    if (seconds === undefined) errors[field] = 'Write a time such as 90 s, 10 min, 2 h, or never.';
    else patch[member] = seconds;
  }
  return { patch, errors };
}

const MOST_LETTERS = 64;
const SPANS = [
  ['offlineAfter', 'offlineAfterS'],
  ['motionOff', 'motionOffS'],
] as const;

const UNIT_S: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const LONGEST_S = 31_536_000;

/** Reads `90`, `90 s`, `10 min`, `2h`, `never`, or nothing: `null`. `undefined`: none of these. */
export function secondsOf(text: string): number | null | undefined {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === '') return null;
  if (trimmed === 'never') return 0;
  const found = /^(\d{1,9}(?:[.,]\d{1,3})?)\s*(s|m|h|d)?[a-z]{0,8}\.?$/.exec(trimmed);
  const [, number, unit = 's'] = found ?? [];
  if (number === undefined) return undefined;
  const seconds = Number(number.replace(',', '.')) * (UNIT_S[unit] ?? 1);
  return seconds <= LONGEST_S ? seconds : undefined;
}

/** Writes it the way it is read. */
export function spanOf(seconds: number | undefined): string {
  if (seconds === undefined) return '';
  if (seconds === 0) return 'never';
  if (seconds % 3_600 === 0) return `${seconds / 3_600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

/** The words of the hub beside the fields that they are about; what fits nowhere stands above all. */
export function errorsOf(
  problems: readonly { readonly path?: readonly (string | number)[]; readonly message: string }[],
  detail: string,
): FormErrors {
  const errors: { -readonly [K in keyof FormErrors]: FormErrors[K] } = {};
  for (const { path, message } of problems) {
    const name = String(path?.at(-1) ?? '');
    const field = (Object.hasOwn(FIELD_OF, name) ? FIELD_OF[name] : undefined) ?? 'all';
    errors[field] ??= sentence(message);
  }
  if (Object.keys(errors).length === 0) errors.all = sentence(detail);
  return errors;
}

const FIELD_OF: Readonly<Record<string, keyof SettingsForm>> = {
  name: 'name',
  area: 'area',
  isAnnounced: 'isAnnounced',
  offlineAfterS: 'offlineAfter',
  contactClass: 'contactClass',
  motionOffS: 'motionOff',
};

function sentence(text: string): string {
  const trimmed = text.trim();
  const upper = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?]$/.test(upper) ? upper : `${upper}.`;
}
