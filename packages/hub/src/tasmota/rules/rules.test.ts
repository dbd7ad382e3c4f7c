import { describe, expect, it } from 'vitest';
import { type MemoryHub, memoryHub } from '../../commands/memory-hub.contract.ts';
import { ReadableLog } from '../../sinks/readable-log.contract.ts';
import { DEPTH_LIMIT, FIRING_RATE } from './rules.ts';

describe('Rules', () => {
  it('act on messages in real time, whatever the case of names', async () => {
    const hub = await hubWith('on ylkg08-0A0B0C#button0=1 do Publish a/b hit endon');
    hub.rules.onMessage('{"YLKG08-0a0b0c":{"Button0":1,"RSSI":-70}}', false);
    hub.rules.onMessage('{"YLKG08-0a0b0c":{"Button0":2}}', false);
    hub.rules.onMessage('{"YLKG08-ffffff":{"Button0":1}}', false);
    await hub.clock.advance(0);
    expect(hub.done).toEqual(['publish a/b hit']);
  });

  it('act on telemetry where the trigger begins with Tele-, and on nothing else then', async () => {
    const hub = await hubWith(
      'ON Tele-LYWSD03-a1b2c3#Temperature>21 DO Publish tele %value% ENDON ON LYWSD03-a1b2c3#Temperature DO Publish now %value% ENDON',
    );
    const message = '{"Time":"2025-01-10T12:00:00","LYWSD03-a1b2c3":{"Temperature":22.0}}';
    hub.rules.onMessage(message, true);
    await hub.clock.advance(0);
    expect(hub.done).toEqual(['publish tele 22.0']);
    hub.rules.onMessage(message, false);
    await hub.clock.advance(0);
    expect(hub.done).toEqual(['publish tele 22.0', 'publish now 22.0']);
  });

  it('set keys at the start of the hub (the example of the documents)', async () => {
    const key = '00112233445566778899AABBCCDDEEFF112233445566';
    const hub = await hubWith(`on System#Boot do backlog MI32key ${key}; MI32key ${key} endon`);
    hub.rules.onBoot();
    await hub.clock.advance(1000);
    expect(hub.done).toEqual(Array(2).fill('key 112233445566 00112233445566778899aabbccddeeff'));
    expect(hub.unasked.map(({ json }) => json)).toEqual(Array(2).fill('{"MI32Key":"Done"}'));
  });

  it('see as telemetry what Status 8 and Status 10 tell, each time once', async () => {
    const hub = await hubWith('ON Tele-LYWSD03-a1b2c3#DewPoint DO Publish dew %value% ENDON');
    await hub.ask('Status 8');
    await hub.ask('Status 10');
    await hub.ask('Status 0');
    await hub.settled();
    expect(hub.done).toEqual(Array(3).fill('publish dew 10.0'));
  });

  it('act on relays and on the broker', async () => {
    const hub = await hubWith(
      'ON Power2#State=1 DO Publish relay on ENDON ON Mqtt#Connected DO Publish broker here ENDON',
    );
    await hub.ask('Power2 1');
    hub.rules.onMqtt('Connected');
    hub.rules.onMqtt('Disconnected');
    await hub.clock.advance(0);
    expect(hub.done).toEqual(['publish relay on', 'publish broker here']);
  });

  it('do nothing while they are off', async () => {
    const hub = await hubWith('ON A#B DO Restart 1 ENDON');
    await hub.ask('Rule1 0');
    hub.rules.onMessage('{"A":{"B":1}}', false);
    await hub.clock.advance(0);
    expect(hub.done).toEqual([]);
  });

  it('leave out what follows a BREAK that fired', async () => {
    const hub = await hubWith(
      'ON A#B>10 DO Publish p high BREAK ON A#B>5 DO Publish p middle BREAK ON A#B DO Publish p any ENDON',
    );
    for (const value of [11, 6, 1]) hub.rules.onMessage(`{"A":{"B":${value}}}`, false);
    await hub.clock.advance(0);
    expect(hub.done).toEqual(['publish p high', 'publish p middle', 'publish p any']);
  });

  it('fire once where the set says so, and again once the value was another', async () => {
    const hub = await hubWith('ON A#B>10 DO Publish p %value% ENDON');
    await hub.ask('Rule1 5');
    for (const value of [11, 12, 9, 13]) hub.rules.onMessage(`{"A":{"B":${value}}}`, false);
    hub.rules.onMessage('{"A":{"C":0}}', false);
    hub.rules.onMessage('{"A":{"B":14}}', false);
    await hub.clock.advance(0);
    expect(hub.done).toEqual(['publish p 11', 'publish p 13']);
  });

  it('let no value begin a command of its own', async () => {
    const hub = await hubWith('ON A#B DO Backlog Publish p %value% ENDON');
    hub.rules.onMessage('{"A":{"B":"x;Restart 1\\n;Publish q"}}', false);
    await hub.clock.advance(1000);
    expect(hub.done).toEqual(['publish p x Restart 1  Publish q']);
  });

  it('come to an end where they fire each other, and say which', async () => {
    const log = new ReadableLog();
    const hub = await hubWith(
      'ON Power1#State DO Power2 TOGGLE ENDON ON Power2#State DO Power1 TOGGLE ENDON',
      log,
    );
    await hub.ask('Power1 1');
    await hub.clock.advance(1000);
    expect(hub.unasked.length).toBe(DEPTH_LIMIT);
    expect(log.textOf('RULE_DEPTH')).toBe(
      'Rule1 fires itself: 8 rules in a row at most; its command was left out',
    );
  });

  it('come to an end through a backlog too', async () => {
    const hub = await hubWith('ON Power1#State DO Backlog Delay 5;Power1 TOGGLE ENDON');
    await hub.ask('Power1 1');
    await hub.clock.advance(100_000);
    const switched = hub.unasked.filter(({ json }) => json.includes('POWER1'));
    expect(switched.length).toBe(DEPTH_LIMIT);
  });

  it('do so many commands a second at most, and say so once a minute', async () => {
    const log = new ReadableLog();
    const hub = await hubWith('ON A#B DO Publish p %value% ENDON', log);
    const flood = async (count: number) => {
      for (let sent = 0; sent < count; sent++) hub.rules.onMessage('{"A":{"B":1}}', false);
      await hub.clock.advance(1000);
      await hub.settled();
    };
    await flood(1000);
    expect(hub.done.length).toBe(FIRING_RATE.burst);
    await flood(1000);
    expect(hub.done.length).toBe(FIRING_RATE.burst + FIRING_RATE.perSecond);
    expect(log.count('RULE_RATE')).toBe(1);
    expect(hub.settings.values.rules[0]?.isOn).toBe(true);
  });

  it('are switched off at a limit where their user wants it', async () => {
    const hub = await hubWith('ON Power1#State DO Power1 TOGGLE ENDON');
    await hub.ask('Rule1 9');
    await hub.ask('Power1 1');
    await hub.clock.advance(1000);
    expect(hub.settings.values.rules[0]?.isOn).toBe(false);
  });

  it('look at each message once, in all sets', async () => {
    const hub = await hubWith('ON A#B DO Publish p 1 ENDON');
    await hub.ask('Rule2 ON A#B DO Publish p 2 ENDON');
    await hub.ask('Rule2 1');
    hub.rules.onMessage('{"A":{"B":1}}', false);
    await hub.clock.advance(1000);
    expect(hub.done).toEqual(['publish p 1', 'publish p 2']);
  });
});

/** A hub whose first set holds these rules, and is on. */
async function hubWith(rules: string, log?: ReadableLog): Promise<MemoryHub> {
  const hub = memoryHub(log);
  await hub.ask(`Rule1 ${rules}`);
  await hub.ask('Rule1 1');
  return hub;
}
