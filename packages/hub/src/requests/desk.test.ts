import { UsageError, VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { ATTIC, KITCHEN } from '../api/served-hub.contract.ts';
import { ConfigError, configProblem } from '../config/index.ts';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import { blankDevice, type Device } from '../state/device.ts';
import { RequestDesk } from './desk.ts';
import { givenIn } from './given.ts';
import type { ConfigChange, RequestPorts } from './ports.ts';
import { REQUESTS } from './table.ts';

const PHONE = { ...blankDevice(0xa4c138000003, 'phone', 'anna'), isHome: true };
const DEVICES = [KITCHEN, ATTIC, PHONE];

describe('requests', () => {
  it('have names of their own, and an example each', () => {
    const names = REQUESTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { examples } of REQUESTS) expect(examples.length).toBeGreaterThan(0);
  });

  it.each(['kitchen', 'KITCHEN', 'A4C138000001', 'a4:c1:38:00:00:01', '"kitchen"'])(
    'take %s for the kitchen',
    async (text) => {
      const { ask, forgotten } = desk();
      await expect(ask('device/forget', text)).resolves.toMatchObject({ status: 'ok' });
      expect(forgotten).toEqual(['A4C138000001']);
    },
  );

  it('do nothing where several are called so', async () => {
    const { ask, forgotten } = desk({}, [KITCHEN, { ...ATTIC, name: ' KITCHEN' }]);
    expect(await ask('device/forget', 'kitchen')).toMatchObject({
      code: 'UNKNOWN_DEVICE',
      error: expect.stringContaining('A4:C1:38:00:00:01, A4:C1:38:00:00:02'),
    });
    expect(forgotten).toEqual([]);
  });

  it('take digits for the id that they are', async () => {
    const { ask } = desk();
    expect(await ask('device/forget', '112233445566')).toEqual({
      status: 'ok',
      data: { device: '11:22:33:44:55:66', forgotten: false },
    });
  });

  it('echo whatever the sender wants to see again', async () => {
    const { ask } = desk();
    const sent = '{"device":"kitchen","transaction":{"a":[null,1]}}';
    expect(await ask('device/forget', sent)).toMatchObject({ transaction: { a: [null, 1] } });
    expect(await ask('fly', '{"transaction":0}')).toMatchObject({
      status: 'error',
      transaction: 0,
    });
    expect(await ask('devices', '')).not.toHaveProperty('transaction');
  });

  it.each([
    ['device/forget', '{"device":"kitchen","colour":"red"}', 'unknown field "colour"'],
    ['device/rename', 'kitchen', 'device/rename takes a JSON object, not a text'],
    ['device/rename', '{"device":"kitchen"}', /^name is missing$/],
    ['device/rename', '{"device":"kitchen","name":7}', /^name: .*string/],
    ['device/forget', '[1]', /nothing is called/],
    [
      'history/query',
      '{"device":"kitchen","quantity":"x","from":"yesterday"}',
      /^from: must be a time/,
    ],
    ['status', '{"a":1,"b":2}', 'unknown field "a", "b"'],
    ['device/options', '{"device":"kitchen","options":{"key":"00"}}', 'key is set by key/set'],
  ])('%s refuses %s', async (name, sent, error) => {
    const { ask, changes } = desk();
    const answer = await ask(name, sent);
    expect(answer).toMatchObject({ status: 'error', code: expect.stringMatching(/^[A-Z_]+$/) });
    expect(answer.status === 'error' && answer.error).toMatch(error);
    expect(changes).toEqual([]);
  });

  it('change the configuration of a device by its address, and of a phone by its name', async () => {
    const { ask, changes } = desk();
    await ask('device/rename', '{"device":"kitchen","name":"cellar"}');
    await ask(
      'device/options',
      '{"device":"a4c138000009","options":{"area":"Attic","ignore":null}}',
    );
    await ask('device/options', '{"device":"anna","options":{"announce":false}}');
    await ask('key/remove', 'kitchen');
    expect(changes).toEqual([
      { path: ['devices', 'A4:C1:38:00:00:01', 'name'], value: 'cellar' },
      { path: ['devices', 'A4:C1:38:00:00:09', 'area'], value: 'Attic' },
      { path: ['devices', 'A4:C1:38:00:00:09', 'ignore'], value: undefined },
      { path: ['phones', 'anna', 'announce'], value: false },
      { path: ['devices', 'A4:C1:38:00:00:01', 'key'], value: undefined },
    ]);
  });

  it('set a key, and show it to nobody', async () => {
    const { ask, changes, entered, log } = desk();
    const key = '00112233445566778899AABBCCDDEEFF';
    const answer = await ask('key/set', JSON.stringify({ device: 'attic', key }));
    expect(answer).toMatchObject({ status: 'error', code: 'UNKNOWN_DEVICE' });
    const set = await ask('key/set', JSON.stringify({ device: ATTIC.id, key }));
    expect(set).toMatchObject({ status: 'ok' });
    expect(changes).toEqual([
      { path: ['devices', 'A4:C1:38:00:00:02', 'key'], value: key.toLowerCase() },
    ]);
    expect(entered).toEqual([ATTIC.id]);
    const wrong = await ask('key/set', JSON.stringify({ device: ATTIC.id, key: `${key}0` }));
    expect(wrong).toMatchObject({ status: 'error', code: 'BAD_ARGUMENTS' });
    const said = JSON.stringify([answer, set, wrong, log.codes()]).toLowerCase();
    expect(said).not.toContain(key.toLowerCase().slice(0, 12));
  });

  it('tell who has a key, and who needs one', async () => {
    const { ask } = desk({
      keyHolders: () => [
        { address: 'A4:C1:38:00:00:01' },
        { address: 'A4:C1:38:00:00:0A', problem: 'has 3 hex digits' },
      ],
    });
    expect(await ask('key/list', '')).toEqual({
      status: 'ok',
      data: [
        { device: 'A4:C1:38:00:00:01', name: 'kitchen', key: true, fault: null },
        { device: 'A4:C1:38:00:00:02', name: null, key: false, fault: 'missing_key' },
        { device: 'A4:C1:38:00:00:0A', name: null, key: true, fault: 'has 3 hex digits' },
      ],
    });
  });

  it('pass on what the parts of the hub say of a failure, with its code', async () => {
    const problem = configProblem({ kind: 'default' }, ['devices'], 'is a name twice');
    const { ask } = desk({
      config: {
        set: () => Promise.reject(new ConfigError([problem])),
        reload: () => Promise.reject(new Error('secret innards')),
      },
      radios: {
        facts: () => [],
        recover: () => Promise.reject(new UsageError('no radio is called x')),
      },
    });
    expect(await ask('device/rename', '{"device":"kitchen","name":"attic"}')).toMatchObject({
      code: 'CONFIG',
      error: expect.stringContaining('is a name twice'),
    });
    expect(await ask('radio/recover', 'x')).toMatchObject({ code: 'USAGE' });
    expect(await ask('config/reload', '')).toEqual({
      status: 'error',
      code: 'FAILED',
      error: 'this should not happen: the log of the hub says more',
    });
  });

  it('ask the history for a day where no time is given', async () => {
    const asked: unknown[] = [];
    const point = { timeMs: 0, mean: 1, min: 0, max: 2 };
    const { ask } = desk({
      history: {
        query(query) {
          asked.push(query);
          return [point];
        },
        forget: () => {},
      },
    });
    const answer = await ask('history/query', '{"device":"kitchen","quantity":"temperature"}');
    expect(asked).toEqual([
      {
        deviceId: 'A4C138000001',
        quantity: 'temperature',
        fromMs: 0,
        toMs: 86_400_000,
        points: 500,
      },
    ]);
    expect(answer).toMatchObject({
      data: { points: [{ time: '1970-01-01T00:00:00.000+00:00', mean: 1, min: 0, max: 2 }] },
    });
  });

  it('are refused when too many wait', async () => {
    const waiting: (() => void)[] = [];
    const { ask } = desk({
      radios: { facts: () => [], recover: () => new Promise((resolve) => waiting.push(resolve)) },
    });
    const first = Array.from({ length: 64 }, () => ask('radio/recover', 'x'));
    expect(await ask('radio/recover', 'x')).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    for (const settle of waiting) settle();
    await Promise.all(first);
    expect(await ask('devices', '')).toMatchObject({ status: 'ok' });
  });

  it('answer to whatever is sent', async () => {
    const { ask } = desk();
    const payloads = ['{', 'null', '[]', '0', '"', '{"__proto__":{}}', '{"device":{}}', '\0', '𝕏'];
    for (const { name } of REQUESTS) {
      for (const payload of payloads) {
        const { status } = await ask(name, payload);
        expect(status).toMatch(/^(?:ok|error)$/);
      }
    }
  });
});

function desk(ports: Partial<RequestPorts> = {}, devices: readonly Device[] = DEVICES) {
  const changes: ConfigChange[] = [];
  const forgotten: string[] = [];
  const entered: string[] = [];
  const log = new ReadableLog();
  const result = { applied: [], restartRequired: [] };
  const device = (id: string) => devices.find((one) => one.id === id);
  const requests = new RequestDesk(
    {
      hub: {
        devices,
        device,
        forget(id) {
          forgotten.push(id);
          return device(id) !== undefined;
        },
        keyEntered: (id) => entered.push(id),
      },
      overview: {
        health: () => ({ status: 'ok', components: [] }),
        status: () => ({}),
        listings: () => [],
      },
      config: {
        set(wanted) {
          changes.push(...wanted);
          return Promise.resolve(result);
        },
        reload: () => Promise.resolve(result),
      },
      clock: new VirtualClock(86_400_000),
      ...ports,
    },
    log,
  );
  const ask = (name: string, payload: string) => requests.answer(name, givenIn(payload));
  return { ask, changes, forgotten, entered, log };
}
