// What Home Assistant's entities set: small JSON objects on `<base>/<ID>/set` and `<base>/hubs/<hubId>/set`.

import * as z from 'zod';
import { errorText } from '../../error-text.ts';
import { parsedJson } from '../../parsed-json.ts';
import type { ContactClass } from '../../state/device-settings.ts';
import { AS_LEARNT, CONTACT_CLASSES, LONGEST_S } from './setting-components.ts';

/** What can be set of a device, as the configuration has it; `undefined` takes the setting back. */
export interface DeviceOptions {
  readonly offline_after_s?: number | undefined;
  readonly motion_off_s?: number | undefined;
  readonly opens?: ContactClass | undefined;
}

/** Who does what is asked. Those that write the configuration may refuse, with words for the user. */
export interface SetPort {
  /** @throws {BleError} it cannot be: the device stays as it was. */
  deviceOptions(id: string, options: DeviceOptions): Promise<void>;
  setDial(id: string, sum: number): void;
  /** @throws {BleError} it cannot be. */
  setDiscover(isOn: boolean): Promise<void>;
  restart(): void;
}

/** In characters. Ours have fewer than fifty. */
const MAX_LENGTH = 1_024;

const seconds = (member: keyof typeof LONGEST_S) =>
  z.number().min(AS_LEARNT).max(LONGEST_S[member]);

// The cast holds: an object's keys are those of its type.
const CLASSES = Object.keys(CONTACT_CLASSES) as [ContactClass, ...ContactClass[]];

const deviceCommand = z
  .strictObject({
    offline_after: seconds('offline_after'),
    motion_off: seconds('motion_off'),
    contact_class: z.enum(CLASSES),
    dial_sum: z.number().min(-1e9).max(1e9),
  })
  .partial();

const hubCommand = z.strictObject({ discover: z.boolean(), restart: z.literal(true) }).partial();

/** Does what a message asks of one device. @returns what is wrong with it, in words. */
export async function setOfDevice(
  id: string,
  payload: string,
  port: SetPort,
): Promise<string | undefined> {
  const { data, error } = read(deviceCommand, payload);
  if (!data) return error;
  const { dial_sum: sum, offline_after: offline, motion_off: motion, contact_class } = data;
  if (sum !== undefined) port.setDial(id, Math.round(sum));
  const options: DeviceOptions = {
    ...(offline !== undefined && { offline_after_s: settingOf(offline) }),
    ...(motion !== undefined && { motion_off_s: settingOf(motion) }),
    ...(contact_class !== undefined && { opens: contact_class }),
  };
  if (Object.keys(options).length === 0) return undefined;
  return problemOf(port.deviceOptions(id, options));
}

/** Does what a message asks of the hub. @returns what is wrong with it, in words. */
export async function setOfHub(payload: string, port: SetPort): Promise<string | undefined> {
  const { data, error } = read(hubCommand, payload);
  if (!data) return error;
  if (data.restart) port.restart();
  return data.discover === undefined ? undefined : problemOf(port.setDiscover(data.discover));
}

/** What is below zero stands for "as learnt": no setting at all. */
function settingOf(value: number): number | undefined {
  return value < 0 ? undefined : Math.round(value);
}

function problemOf(doing: Promise<void>): Promise<string | undefined> {
  return doing.then(() => undefined, errorText);
}

interface Reading<T> {
  readonly data?: T;
  readonly error?: string;
}

function read<T>(schema: z.ZodType<T>, payload: string): Reading<T> {
  if (payload.length > MAX_LENGTH) return { error: `has ${payload.length} characters` };
  const json = parsedJson(payload);
  if (json === undefined) return { error: 'is no JSON' };
  const { data, error } = schema.safeParse(json);
  if (data !== undefined) return { data };
  const [issue] = error?.issues ?? [];
  return { error: `${issue?.path.join('.') || 'the object'}: ${issue?.message ?? 'is wrong'}` };
}
