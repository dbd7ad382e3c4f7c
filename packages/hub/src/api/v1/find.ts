// What several endpoints look up: devices, units, what a request of the bridge answers.

import { BOOLEANS, NUMBERS, quantityOf, TEXTS } from '@bluebell/sensors';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Device } from '../../state/device.ts';
import type { ApiPorts } from './ports.ts';
import { ApiError } from './reply.ts';

/** @throws {ApiError} there is none. */
export function deviceIn({ overview }: Pick<ApiPorts, 'overview'>, id: string): Device {
  const device = overview.device(id);
  if (device) return device;
  const detail = 'No device has this id: GET /api/v1/devices lists all.';
  throw new ApiError(404, 'UNKNOWN_DEVICE', detail);
}

/** The unit of a quantity; empty for what has none. */
export function unitOf(name: string): string {
  const quantity = quantityOf(name);
  // The cast holds: a table, asked for a name that it may not have.
  const units = NUMBERS as Readonly<Record<string, string>>;
  return Object.hasOwn(units, quantity) ? (units[quantity] ?? '') : '';
}

/** Whether it is true or false. Facts of devices are, beside quantities. */
export function isTruth(name: string): boolean {
  return name === 'isHome' || name === 'isOnline' || Object.hasOwn(BOOLEANS, quantityOf(name));
}

/** Whether it is a text, which no chart shows. */
export function isText(name: string): boolean {
  return name === 'triggerFlags' || Object.hasOwn(TEXTS, quantityOf(name));
}

/** Statuses by the code of what went wrong; for all others it is 422. */
const STATUSES: Readonly<Record<string, ContentfulStatusCode>> = {
  UNKNOWN_REQUEST: 404,
  UNKNOWN_DEVICE: 404,
  BAD_ARGUMENTS: 400,
  NOT_AVAILABLE: 501,
  TOO_MANY_REQUESTS: 429,
  FAILED: 500,
};

/** The status that belongs to a code of the hub. */
export function statusFor(code: string): ContentfulStatusCode {
  return STATUSES[code] ?? 422;
}

/** Has a request of the bridge done; gives its data. @throws {ApiError} */
export async function requested(
  { requests }: Pick<ApiPorts, 'requests'>,
  name: string,
  args: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const answer = await requests.answer(name, { args });
  if (answer.status === 'ok') return answer.data;
  throw new ApiError(statusFor(answer.code), answer.code, answer.error);
}
