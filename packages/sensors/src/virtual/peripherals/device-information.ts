// The Device Information service: who made it, and what it is. Device Information Service 1.1.

import type { ServiceDefinition } from '@bluebell/ble/radio';

const encoder = new TextEncoder();

/** As peripherals of the simulated home serve it. */
export function deviceInformation(model: string): ServiceDefinition {
  const texts = { '2a29': 'bluebell', '2a24': model, '2a26': '1.0' };
  return {
    uuid: '180a',
    characteristics: Object.entries(texts).map(([uuid, text]) => ({
      uuid,
      properties: ['read'],
      value: encoder.encode(text),
    })),
  };
}
