import { formatAddress, parseAddress, UsageError, VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import type { Device } from '../state/device.ts';
import { Doctor } from './doctor.ts';
import { deviceOf, hubOf, NOW_MS, sensorOf } from './facts.contract.ts';
import type { Outcome } from './facts.ts';

describe('Doctor', () => {
  it('answers at once about what was heard lately, and about the hub', async () => {
    const { clock, doctor } = consult(deviceOf(20_000));
    expect((await doctor.diagnose('kitchen')).cause).toBe('ok');
    expect((await doctor.diagnose()).cause).toBe('ok');
    expect(clock.now()).toBe(NOW_MS);
  });

  it('listens for ten seconds to what was not, and stops listening', async () => {
    const { clock, doctor, observers } = consult(undefined);
    const diagnosing = doctor.diagnose('A4C138000001');
    await clock.advance(9_999);
    expect(observers.size).toBe(1);
    await clock.advance(1);
    expect((await diagnosing).cause).toBe('never_heard');
    expect(observers.size).toBe(0);
  });

  it('listens no longer than it takes to hear something new', async () => {
    const { clock, doctor, observers } = consult(deviceOf(90_000));
    const diagnosing = doctor.diagnose('kitchen');
    await clock.advance(2_000);
    for (const observer of observers) observer('repeat');
    await clock.advance(2_000);
    for (const observer of observers) observer('news');
    await diagnosing;
    expect(clock.now()).toBe(NOW_MS + 4_000);
  });

  it.each<[string, Partial<Device>]>([
    ['whose clock was set back', { lastSeenMs: NOW_MS + 3_600_000 }],
    ['that could not be read', { fault: 'auth_failed' }],
  ])('listens to one %s, although it was heard lately', async (_, differs) => {
    const { clock, doctor } = consult(deviceOf(0, differs));
    await clock.run(doctor.diagnose('kitchen'));
    expect(clock.now()).toBe(NOW_MS + 10_000);
  });

  it('refuses what is neither a name nor an address', async () => {
    const { doctor } = consult(deviceOf(0));
    await expect(doctor.diagnose('garage')).rejects.toThrow(UsageError);
  });
});

/** A doctor of a hub that knows one device at most. */
function consult(device: Device | undefined) {
  const clock = new VirtualClock(NOW_MS);
  const observers = new Set<(outcome: Outcome) => void>();
  const doctor = new Doctor({
    devices: () => (device ? [device] : []),
    names: () => [[parseAddress('A4:C1:38:00:00:01'), 'Kitchen']],
    hubFacts: () => hubOf({ nowMs: clock.now() }),
    sensorFacts: (address) => sensorOf(device, { address: formatAddress(address) }),
    observe: (_, observer) => {
      observers.add(observer);
      return () => observers.delete(observer);
    },
    clock,
  });
  return { clock, doctor, observers };
}
