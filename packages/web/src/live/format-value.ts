// Values as people read them: a text and its unit.

import { NUMBERS, quantityOf } from '@bluebell/sensors/quantities';
import { displayUnits } from '../app/settings.ts';
import { booleanWord } from './quantity-words.ts';

/** A value in words. `unit` is empty where there is none. */
export interface FormattedValue {
  readonly text: string;
  readonly unit: string;
}

/** How values are to be shown. */
export interface ValueFormat {
  readonly units?: { readonly temperature: '°C' | '°F' };
}

/** Decimals by unit; whole numbers are shown without any where the unit is not here. */
const DECIMALS: Readonly<Record<string, number>> = {
  '°C': 1,
  '°F': 1,
  '%': 0,
  V: 2,
  A: 2,
  W: 1,
  kWh: 2,
  lx: 0,
  'µS/cm': 0,
  hPa: 0,
  ppm: 0,
  'µg/m³': 0,
  'mg/m³': 3,
  'm³': 2,
  kg: 2,
  lb: 1,
  Ω: 0,
  '1/min': 0,
  L: 1,
  mL: 0,
  'm³/h': 2,
  mm: 1,
  m: 2,
  s: 0,
  'm/s': 1,
  'm/s²': 2,
  '°/s': 1,
  '°': 0,
  min: 0,
};

/** Quantities of less than whole percents, as they are rather than rounded. */
const MORE_DECIMALS: Readonly<Record<string, number>> = { humidity: 1, uvIndex: 1 };

const formats = new Map<number, Intl.NumberFormat>();

function numberText(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return '–';
  let format = formats.get(decimals);
  if (!format) {
    format = new Intl.NumberFormat('en', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      useGrouping: 'min2',
    });
    formats.set(decimals, format);
  }
  // Minus zero is zero to people.
  return format
    .format(value)
    .replace(/^-(0(?:\.0+)?)$/, '$1')
    .replace('-', '−');
}

/** The unit that a quantity is shown in: `°F` where people want that. */
export function shownUnit(name: string, { units = displayUnits() }: ValueFormat = {}): string {
  const quantity = quantityOf(name);
  // Asked in front of it.
  const unit = Object.hasOwn(NUMBERS, quantity) ? NUMBERS[quantity as keyof typeof NUMBERS] : '';
  return unit === '°C' ? units.temperature : unit;
}

/** A number in the unit that it is shown in. */
export function shownNumber(name: string, value: number, format: ValueFormat = {}): number {
  return shownUnit(name, format) === '°F' ? value * 1.8 + 32 : value;
}

/** A value as people read it: `{ text: '21.5', unit: '°C' }`, `{ text: 'Open', unit: '' }`. */
export function formatValue(
  name: string,
  value: unknown,
  format: ValueFormat = {},
): FormattedValue {
  if (typeof value === 'boolean') return { text: booleanWord(name, value), unit: '' };
  if (typeof value === 'string') return { text: value.replaceAll('_', ' '), unit: '' };
  if (Number.isNaN(value)) return { text: '–', unit: '' };
  if (typeof value !== 'number')
    return { text: value === undefined ? '–' : flagWords(value), unit: '' };
  const unit = shownUnit(name, format);
  if (unit === 's' || unit === 'min')
    return { text: spanText(unit === 's' ? value : value * 60), unit: '' };
  if (unit === 'W' && Math.abs(value) >= 10_000)
    return { text: numberText(value / 1_000, 1), unit: 'kW' };
  const quantity = quantityOf(name);
  const usual = DECIMALS[unit] ?? (Number.isInteger(value) ? 0 : 1);
  const wanted = Object.hasOwn(MORE_DECIMALS, quantity) ? (MORE_DECIMALS[quantity] ?? 0) : usual;
  const shown = shownNumber(name, value, format);
  // Of large numbers, nobody reads the end.
  const most = Math.abs(shown) >= 1_000 ? 0 : Math.abs(shown) >= 100 ? 1 : wanted;
  return { text: numberText(shown, Math.min(wanted, most)), unit };
}

/** A stretch of time: `42 s`, `5 min`, `3 h`, `12 d`. */
export function spanText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (!Number.isFinite(whole)) return '–';
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min`;
  if (whole < 172_800) return `${Math.floor(whole / 3_600)} h`;
  return `${Math.floor(whole / 86_400)} d`;
}

function flagWords(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '–';
  const set = Object.entries(value).filter(([, isSet]) => isSet === true);
  return set.length === 0 ? 'None set' : set.map(([name]) => name).join(', ');
}
