import { describe, expect, it } from 'vitest';
import { describeMeasurement } from './decoded-line.ts';
import { Measurement } from './measurement.ts';

describe('describeMeasurement', () => {
  it('puts values, events and the parts of the frame side by side', () => {
    const measurement = new Measurement({
      family: 'bthome-v2',
      product: 'BTHome',
      address: 0xa4c138000001,
      encrypted: false,
      values: { battery: 100 },
      events: [{ source: 'button', type: 'press' }],
      describe: () => ({ version: 2, packetId: 7 }),
    });
    expect(describeMeasurement(measurement)).toEqual({
      family: 'bthome-v2',
      product: 'BTHome',
      encrypted: false,
      version: 2,
      packetId: 7,
      battery: 100,
      events: [{ source: 'button', type: 'press' }],
    });
  });

  it('leaves out what there is none of', () => {
    const measurement = new Measurement({
      family: 'bthome-v2',
      address: 0xa4c138000001,
      fault: 'malformed',
      describe: () => ({}),
    });
    const line = describeMeasurement(measurement);
    expect(Object.entries(line)).toEqual([
      ['family', 'bthome-v2'],
      ['error', 'malformed'],
    ]);
  });
});
