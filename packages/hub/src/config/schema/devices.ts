// Settings of single sensors and phones.

import { parseAddress } from '@bluebell/ble/core';
import * as z from 'zod';
import { BIND_KEY, IDENTITY_KEY, type KeyForm, WrittenKey } from '../secret.ts';
import { ADDRESS_PATTERN, addressRule, nameRule, text } from './text.ts';

/** Silence after which a phone counts as away, at least and at most. */
export const AWAY_AFTER_S = { shortest: 10, longest: 86_400 } as const;

/** A key that cannot work is no issue of the schema: it is kept, and named as a warning. */
function key(form: KeyForm, description: string) {
  return z
    .string()
    .max(1024)
    .transform((value) => (value.trim() === '' ? undefined : new WrittenKey(value, form)))
    .optional()
    .meta({
      description,
      writeOnly: true,
      pattern: `^(${form.lengths.map((length) => `[0-9A-Fa-f]{${2 * length}}`).join('|')})?$`,
      example: '00112233445566778899aabbccddeeff',
    });
}

const address = text(addressRule).meta({ pattern: ADDRESS_PATTERN });

/** A year. */
const LONGEST_SILENCE_S = 31_536_000;

/** What a contact may be on. Names are those of Home Assistant. */
const CONTACT_CLASSES = ['opening', 'door', 'window', 'garage_door'] as const;

/** Any text: nothing but people reads it. */
export const area = text((value) => {
  if (value.trim() !== value || value === '')
    return 'must not be empty, nor begin or end with a blank';
  return /\p{C}/u.test(value) ? 'must not hold control characters' : undefined;
}, 64);

const announce = z
  .boolean()
  .default(true)
  .describe('Whether Home Assistant and the like are told of it.');

const device = z.strictObject({
  name: text(nameRule)
    .optional()
    .meta({ description: 'What to call it, on MQTT too.', example: 'kitchen' }),
  key: key(
    BIND_KEY,
    'Bind key of a sensor that encrypts: 32 hex digits, or 24 for remotes and dimmers of the first generation. One that cannot work stops nothing: the sensor then shows bad_key_length.',
  ),
  ignore: z.boolean().default(false).describe('Whether to act as if it were not there.'),
  area: area.optional().meta({
    description: 'Where it is: the area that Home Assistant is told.',
    example: 'Kitchen',
  }),
  announce,
  offline_after_s: z.int().min(0).max(LONGEST_SILENCE_S).optional().meta({
    description:
      'Seconds of silence after which it counts as offline; 0 never. Learnt from how often it speaks when left out.',
    example: 3600,
  }),
  opens: z
    .enum(CONTACT_CLASSES)
    .default('opening')
    .describe('What a sensor of doors and windows is on: opening, door, window or garage_door.'),
  motion_off_s: z.int().min(0).max(86_400).optional().meta({
    description:
      'Seconds after the last motion at which it ends, of sensors that do not say so themselves; 0 never. As is usual for the product when left out.',
    example: 90,
  }),
});

const phone = z
  .strictObject({
    irk: key(IDENTITY_KEY, 'Identity key, 32 hex digits, of a phone that changes its address.'),
    address: address.optional().meta({
      description: 'Its address, where that never changes.',
      example: 'A4:C1:38:00:00:02',
    }),
    away_after_s: z
      .int()
      .min(AWAY_AFTER_S.shortest)
      .max(AWAY_AFTER_S.longest)
      .default(300)
      .describe('Seconds of silence after which it counts as away.'),
    announce,
  })
  .superRefine((phone, context) => {
    if (phone.irk === undefined && phone.address === undefined) {
      context.addIssue('needs an irk or an address');
    }
  });

type Phone = z.output<typeof phone>;

export const devicesSection = z
  .record(address, device)
  .superRefine((devices, context) => {
    for (const name of repeated(Object.keys(devices), parseAddress)) {
      context.addIssue({ code: 'custom', path: [name], message: 'stands here twice' });
    }
  })
  .default({})
  .meta({
    description: 'Sensors by address: names, keys, and which to ignore.',
    example: 'A4:C1:38:00:00:01',
  });

export const phonesSection = z
  .record(text(nameRule), phone)
  .superRefine((phones, context) => {
    for (const name of repeated(Object.keys(phones), (name) => identityOf(phones[name]))) {
      const message = 'has the key or address of a phone above';
      context.addIssue({ code: 'custom', path: [name], message });
    }
  })
  .default({})
  .meta({ description: 'Phones to tell as home or away, by name.', example: 'anna' });

export const areasSection = z
  .record(
    text((value) => (value.trim() === '' ? 'must not be empty' : undefined), 4096),
    area.meta({ description: 'The area.', example: 'Attic' }),
  )
  .default({})
  .meta({
    description:
      'Where receivers are, by name: radios as they are written above, other hubs, gateways. A sensor is in the area of the receiver that hears it best.',
    example: 'tcp:192.0.2.7:9101',
  });

/** What makes a phone this phone: `undefined` when its key cannot work. */
function identityOf(phone: Phone | undefined): string | undefined {
  if (phone?.address !== undefined) return String(parseAddress(phone.address));
  return phone?.irk?.problem === undefined ? phone?.irk?.reveal().join() : undefined;
}

/** The items whose identity one above has too. */
export function repeated<T>(items: readonly T[], identityOf: (item: T) => unknown): T[] {
  const seen = new Set<unknown>();
  return items.filter((item) => {
    const identity = identityOf(item);
    if (identity === undefined) return false;
    return seen.has(identity) || !seen.add(identity);
  });
}
