// Numbers of single devices: those that the hub knows, by their id, in base units.

import type { Quantity, Values } from '@bluebell/sensors';
import type { Device } from '../../state/device.ts';
import type { Metric, MetricSource, Sample } from './metric.ts';

/** What is told of each device, whatever it measures. */
const FACTS: readonly Row[] = [
  {
    name: 'device_last_seen_timestamp_seconds',
    help: 'When a device was heard last.',
    numberOf: ({ lastSeenMs }) => lastSeenMs && lastSeenMs / 1_000,
  },
  {
    name: 'device_rssi_dbm',
    help: 'How strongly a device is heard where it is heard best.',
    numberOf: ({ rssiDbm }) => rssiDbm,
  },
  {
    name: 'device_online',
    help: 'Whether a device is heard as often as it should be.',
    numberOf: ({ isOnline }) => (isOnline === undefined ? undefined : Number(isOnline)),
  },
  {
    name: 'device_advert_interval_seconds',
    help: 'The learnt time between adverts of a device.',
    numberOf: ({ intervalMs }) => intervalMs && intervalMs / 1_000,
  },
  {
    name: 'device_unreadable',
    help: 'Whether a device is heard and not understood, as for want of its key.',
    numberOf: ({ kind, fault }) => (kind === 'sensor' ? Number(fault !== undefined) : undefined),
  },
];

/** Quantities that have a base unit, and how many of it one of ours is. */
const MEASURED: Readonly<Partial<Record<Quantity, readonly [name: string, factor: number]>>> = {
  temperature: ['temperature_celsius', 1],
  humidity: ['humidity_ratio', 0.01],
  moisture: ['moisture_ratio', 0.01],
  battery: ['battery_ratio', 0.01],
  voltage: ['voltage_volts', 1],
  current: ['current_amperes', 1],
  power: ['power_watts', 1],
  energy: ['energy_joules', 3_600_000],
  illuminance: ['illuminance_lux', 1],
  conductivity: ['conductivity_siemens_per_meter', 1e-4],
  pressure: ['pressure_pascals', 100],
  co2: ['co2_ratio', 1e-6],
  pm25: ['pm25_grams_per_cubic_meter', 1e-6],
  pm10: ['pm10_grams_per_cubic_meter', 1e-6],
  formaldehyde: ['formaldehyde_grams_per_cubic_meter', 1e-3],
  mass: ['mass_grams', 1_000],
};

const ROWS: readonly Row[] = [
  ...FACTS,
  ...Object.entries(MEASURED).map(([quantity, [name, factor]]) => ({
    name: `device_${name}`,
    help: `The last value of ${quantity}.`,
    // The cast holds: the keys of MEASURED are quantities.
    numberOf: ({ values }: Device) => scaled(values[quantity as keyof Values], factor),
  })),
];

interface Row {
  readonly name: string;
  readonly help: string;
  readonly numberOf: (device: Device) => number | undefined;
}

/** Of the devices of a hub. */
export function deviceMetrics(hub: { readonly devices: readonly Device[] }): MetricSource {
  return {
    metrics() {
      const { devices } = hub;
      return ROWS.map(({ name, help, numberOf }) => ({
        kind: 'gauge',
        name,
        help,
        samples: devices.flatMap((device) => sampleOf(device.id, numberOf(device))),
      })) satisfies Metric[];
    },
  };
}

function sampleOf(device: string, value: number | undefined): readonly Sample[] {
  return value === undefined ? [] : [{ labels: { device }, value }];
}

/** Without the dust of binary fractions: 46.3 % is 0.463. */
function scaled(value: unknown, factor: number): number | undefined {
  return typeof value === 'number' ? Number((value * factor).toPrecision(12)) : undefined;
}
