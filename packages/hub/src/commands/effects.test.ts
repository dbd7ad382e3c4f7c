import { describe, expect, it } from 'vitest';
import { memoryHub } from './memory-hub.contract.ts';

describe('commands', () => {
  it('set a key of 16 bytes, or one of 12, whatever the case of the digits', async () => {
    const { ask, done } = memoryHub();
    await ask('MI32Key 00112233445566778899aabbccddeeffa4c138a1b2c3');
    await ask('MI32Key 00112233445566778899AABBA4C138A1B2C3');
    expect(done).toEqual([
      'key A4C138A1B2C3 00112233445566778899aabbccddeeff',
      'key A4C138A1B2C3 00112233445566778899aabb',
    ]);
  });

  it.each([
    'MI32Key',
    'MI32Key 0011',
    `MI32Key ${'0'.repeat(43)}`,
    `MI32Key ${'0'.repeat(43)}g`,
    `MI32Key ${'0'.repeat(44)} `,
  ])('refuse what is no key: "%s"', async (line) => {
    const { ask, done } = memoryHub();
    expect(await ask(line)).toBe('{"Command":"Error"}');
    expect(done).toEqual([]);
  });

  it('write the list', async () => {
    const { ask, done } = memoryHub();
    await ask('MI32Cfg');
    expect(done).toEqual(['save']);
  });

  it('publish any message, retained as Publish2', async () => {
    const { ask, done } = memoryHub();
    await ask('Publish cmnd/plug/Power  ON; and more');
    await ask('Publish2 house/state');
    expect(done).toEqual(['publish cmnd/plug/Power  ON; and more', 'retain house/state ']);
  });

  it.each(['Publish', 'Publish a/# x', 'Publish $SYS/x y', 'Publish a\u0001b x'])(
    'publish nothing for "%s"',
    async (line) => {
      const { ask, done } = memoryHub();
      expect(await ask(line)).toBe('{"Command":"Error"}');
      expect(done).toEqual([]);
    },
  );

  it('send telemetry when its period is set or read', async () => {
    const { ask, done } = memoryHub();
    await ask('TelePeriod 60');
    await ask('TelePeriod');
    expect(done).toEqual(['tele', 'tele']);
  });

  it('take a period of 1 for the usual one', async () => {
    const { ask } = memoryHub();
    await ask('TelePeriod 60');
    expect(await ask('TelePeriod 1')).toBe('{"TelePeriod":300}');
  });

  it('switch relays', async () => {
    const { ask, relaysOn } = memoryHub();
    expect(await ask('Power0 ON')).toBe(
      [1, 2, 3, 4].map((relay) => `{"POWER${relay}":"ON"}`).join('\n'),
    );
    await ask('Power2 off');
    await ask('POWER3 2');
    expect(relaysOn()).toEqual([1, 4]);
    expect(await ask('Power3')).toBe('{"POWER3":"OFF"}');
  });

  it('restart when the user is sure', async () => {
    const { ask, done } = memoryHub();
    await ask('Restart');
    expect(done).toEqual([]);
    await ask('Restart 1');
    expect(done).toEqual(['restart']);
  });

  it('keep names valid JSON, whatever is in them', async () => {
    const { dispatcher } = memoryHub();
    const name = 'a"b\\c\u0007\ud800{"x":1}';
    const [answer] = await dispatcher.run('MI32Name0', name);
    expect(JSON.parse(answer?.json ?? '')).toEqual({ MI32Name: name });
  });

  it('cut an argument at its first NUL', async () => {
    const { dispatcher } = memoryHub();
    const [answer] = await dispatcher.run('MI32Name0', 'attic\0 and more');
    expect(answer?.json).toBe('{"MI32Name":"attic"}');
  });

  it('tell one part of the status', async () => {
    const { ask } = memoryHub();
    expect(await ask('Status 1')).toMatch(/^\{"StatusPRM":\{"Uptime":"0T00:15:14","StartupUTC":/);
    expect(await ask('Status 5')).toBe(
      '{"StatusNET":{"Hostname":"tasmota-A1B2C3-5059","IPAddress":"192.0.2.7","Mac":"A4:C1:38:A1:B2:C3"}}',
    );
    expect(await ask('Status 7')).toContain('"Local":"2025-01-10T12:00:00"');
    expect(await ask('Status 11')).toBe('{"StatusSTS":{"Uptime":"0T00:15:14"}}');
    expect(await ask('Status 9')).toMatch(/^\{"Status":/);
  });
});
