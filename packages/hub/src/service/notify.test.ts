import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import { serviceFromEnvironment } from './notify.ts';

const SYSTEMD = { NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '60000000' };

describe('serviceFromEnvironment', () => {
  it('says nothing where nobody listens', async () => {
    const { service, sent, clock } = start({ WATCHDOG_USEC: '1000000' });
    service.ready('all is well');
    service.watch(() => true);
    await service.stopping();
    await clock.advance(10_000);
    expect(sent).toEqual([]);
  });

  it('tells readiness, changes of status and the stop, in order', async () => {
    const { service, sent } = start(SYSTEMD);
    service.ready('2 radios');
    service.status('2 radios');
    service.status('1 radio\nis deaf');
    await service.stopping();
    expect(sent).toEqual([
      ['READY=1', 'STATUS=2 radios'],
      ['STATUS=1 radio is deaf'],
      ['STOPPING=1'],
    ]);
  });

  it('gives a sign of life at once, and twice in the time that the watchdog waits', async () => {
    const { service, sent, clock } = start(SYSTEMD);
    const cancel = service.watch(() => true);
    await clock.advance(89_999);
    expect(sent).toEqual([['WATCHDOG=1'], ['WATCHDOG=1'], ['WATCHDOG=1']]);
    cancel();
    await clock.advance(300_000);
    expect(sent).toHaveLength(3);
  });

  it('gives none while nothing works, says so once, and goes on when something does', async () => {
    const { service, sent, clock, log } = start(SYSTEMD);
    let isAlive = false;
    service.watch(() => isAlive);
    await clock.advance(59_000);
    expect(sent).toEqual([]);
    expect(log.count('WATCHDOG_SILENT')).toBe(1);
    isAlive = true;
    await clock.advance(2_000);
    expect(sent).toEqual([['WATCHDOG=1']]);
  });

  it.each([
    { ...SYSTEMD, WATCHDOG_PID: '1' },
    { ...SYSTEMD, WATCHDOG_USEC: 'soon' },
    { NOTIFY_SOCKET: '/run/systemd/notify' },
  ])('gives none where nobody waits for this process: %j', async (environment) => {
    const { service, sent, clock } = start(environment);
    service.watch(() => true);
    await clock.advance(100_000);
    expect(sent).toEqual([]);
  });

  it('warns once where it cannot be heard', async () => {
    const { service, log } = start(SYSTEMD, () => Promise.reject(new Error('no such command')));
    service.ready('well');
    service.status('still');
    await service.stopping();
    expect(log.codes()).toEqual(['SERVICE_MANAGER']);
    expect(log.textOf('SERVICE_MANAGER')).toMatch(/no such command.*NotifyAccess=all/);
  });
});

function start(environment: Record<string, string>, send?: () => Promise<never>) {
  const clock = new VirtualClock();
  const log = new ReadableLog();
  const sent: (readonly string[])[] = [];
  const keep = (assignments: readonly string[]) => Promise.resolve(sent.push(assignments));
  const service = serviceFromEnvironment(environment, { log, clock, send: send ?? keep });
  return { service, sent, clock, log };
}
