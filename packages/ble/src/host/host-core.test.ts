import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/index.ts';
import type { HciEvent } from '../hci/index.ts';
import { type ScriptedHost, scriptedHost } from './scripted-host.contract.ts';

const SET_RANDOM_ADDRESS = 8197;
const SET_ADVERTISING_ENABLE = 8202;
const SET_SCAN_PARAMETERS = 8203;
const SET_SCAN_ENABLE = 8204;
const CREATE_CONNECTION = 8205;
const CANCEL = 8206;

const RESET = '01030c00';
const SCAN_ON = '010c20020100';

/** The last command of a start. */
const READ_MAXIMUM_DATA_LENGTH = 8239;
const HARDWARE_ERROR: HciEvent = { kind: 'hardwareError', hardwareCode: 1 };

const COMMAND_DISALLOWED = 0x0c;
const PEER = { address: 0xa4_c138_00_0099, type: 'public' } as const;

describe('a host', () => {
  it('takes a peer that connects before the answer to the last command was looked at', async () => {
    const host = scriptedHost();
    const radio = await host.open();
    host.behind.set(SET_ADVERTISING_ENABLE, linkEvent({ role: 1 }));
    const advertisement = await host.clock.run(radio.advertise({ isConnectable: true }));
    const connection = await host.clock.run(advertisement.connection({ timeoutMs: 100 }));
    expect(connection.peer).toEqual(PEER);
    const before = enables(host);
    await host.clock.run(advertisement.update({}));
    expect(enables(host)).toBe(before);
  });

  it('takes a link that stands before the answer to Create Connection was looked at', async () => {
    const host = scriptedHost();
    const radio = await host.open();
    host.behind.set(CREATE_CONNECTION, linkEvent({ role: 0 }));
    const connection = await host.clock.run(radio.connect(PEER, { mtu: undefined }));
    expect(connection.role).toBe('central');
    expect(connection.isOpen).toBe(true);
  });

  it('takes no harm from a link whose handle cannot be (Vol 4, Part E, 5.4.2)', async () => {
    const host = scriptedHost();
    const radio = await host.open();
    host.script.say(linkEvent({ role: 1, connectionHandle: 0x0fff }));
    await host.clock.advance(10);
    expect(radio.connections.size).toBe(0);
    expect(radio.stage).toBe('running');
  });

  it('tells those who want to know of each change of its stage, and no more when they do not', async () => {
    const host = scriptedHost();
    const radio = await host.open();
    const stages: string[] = [];
    const alsoTold: string[] = [];
    radio.onStage((stage) => stages.push(stage));
    const stop = radio.onStage((stage) => alsoTold.push(stage));
    host.script.say({ kind: 'hardwareError', hardwareCode: 1 });
    await host.clock.advance(1000);
    stop();
    await host.clock.run(radio.close());
    expect(stages).toEqual(['resync', 'running', 'closed']);
    expect(alsoTold).toEqual(['resync', 'running']);
  });

  it('switches listening off and on again where somebody listens, and only there', async () => {
    const host = scriptedHost();
    const radio = await host.open();
    const before = host.script.heard.length;
    await host.clock.run(radio.recover('restartScan', 'it hears nothing'));
    expect(host.script.heard.length).toBe(before);
    void radio.scan()[Symbol.asyncIterator]().next();
    await host.clock.advance(10);
    // It has forgotten that it listens: that is no reason not to begin again.
    host.refusesOnce.set(SET_SCAN_ENABLE, COMMAND_DISALLOWED);
    await host.clock.run(radio.recover('restartScan', 'it hears nothing'));
    const [off, parameters, on] = host.script.heard.slice(-3);
    expect([off, parameters?.slice(0, 6), on]).toEqual(['010c20020000', '010b20', '010c20020100']);
    expect(radio.stage).toBe('running');
    await host.clock.run(radio.close());
  });

  it('resets the controller when it is asked to, ends its links, and listens on', async () => {
    const host = scriptedHost();
    const radio = await host.open();
    host.behind.set(CREATE_CONNECTION, linkEvent({ role: 0 }));
    const connection = await host.clock.run(radio.connect(PEER, { mtu: undefined }));
    void radio.scan()[Symbol.asyncIterator]().next();
    await host.clock.advance(10);
    await radio.recover('reset', 'it hears nothing');
    expect(radio.stage).toBe('resync');
    await host.clock.advance(1000);
    expect(radio.stage).toBe('running');
    expect(connection.isOpen).toBe(false);
    expect(host.script.heard.at(-1)).toBe('010c20020100');
    await host.clock.run(radio.close());
  });

  it('leaves a peer that it looked for no more', async () => {
    const host = scriptedHost();
    const radio = await host.open();
    const first = radio.connect(PEER, { timeoutMs: 100 }).catch((error: unknown) => error);
    // The cancelling is answered, but nothing comes of it for a while.
    expect(await host.clock.run(first)).toMatchObject({ code: 'TIMEOUT' });
    const other = { ...PEER, address: PEER.address + 1 };
    const second = radio.connect(other, { timeoutMs: 500 }).catch((error: unknown) => error);
    host.script.say(linkEvent({ role: 0 }));
    expect(await host.clock.run(second)).toMatchObject({ code: 'TIMEOUT' });
    expect(host.script.heard.some((hex) => hex.startsWith('010604'))).toBe(true);
  });

  it('gives up an attempt though the controller says that there is none', async () => {
    const host = scriptedHost();
    const radio = await host.open();
    host.script.refuses.set(CANCEL, COMMAND_DISALLOWED);
    const attempt = radio.connect(PEER, { timeoutMs: 100 }).catch((error: unknown) => error);
    expect(await host.clock.run(attempt)).toMatchObject({ code: 'TIMEOUT' });
    expect(host.clock.now()).toBeLessThan(5000);
  });

  it('listens later where the controller cannot while it looks for a peer', async () => {
    const host = scriptedHost();
    const radio = await host.open();
    const attempt = radio.connect(PEER, { timeoutMs: 100 }).catch((error: unknown) => error);
    await host.clock.advance(10);
    host.script.refuses.set(SET_SCAN_ENABLE, COMMAND_DISALLOWED);
    const scan = radio.scan()[Symbol.asyncIterator]();
    const next = scan.next();
    await host.clock.advance(10);
    host.script.refuses.clear();
    await host.clock.run(attempt);
    await host.clock.advance(10);
    expect(host.script.heard.at(-1)).toBe('010c20020100');
    await host.clock.run(radio.close());
    expect(await next).toMatchObject({ done: true });
  });

  it('listens on for the others when it may not listen in another way', async () => {
    const host = scriptedHost();
    const radio = await host.open();
    const passive = radio.scan()[Symbol.asyncIterator]().next();
    await host.clock.advance(10);
    host.refusesOnce.set(SET_SCAN_PARAMETERS, COMMAND_DISALLOWED);
    const active = radio.scan({ active: true })[Symbol.asyncIterator]().next();
    await expect(host.clock.run(active)).rejects.toMatchObject({ code: 'HCI' });
    await host.clock.advance(10);
    expect(host.script.heard.at(-1)).toBe('010c20020100');
    await host.clock.run(radio.close());
    await passive;
  });
});

describe('openHost', () => {
  it('starts a controller anew that is lost at the very end of its start', async () => {
    const host = scriptedHost();
    const radio = await host.open();
    host.script.say(HARDWARE_ERROR);
    host.behind.set(READ_MAXIMUM_DATA_LENGTH, HARDWARE_ERROR);
    await host.clock.advance(10_000);
    expect(host.behind.size).toBe(0);
    expect(radio.stage).toBe('running');
    await host.clock.run(radio.advertise());
  });

  it('fails, and keeps nothing, where the controller takes no private address', async () => {
    const host = scriptedHost();
    host.script.refuses.set(SET_RANDOM_ADDRESS, COMMAND_DISALLOWED);
    await expect(host.open({ privacy: true })).rejects.toMatchObject({ code: 'HCI' });
    expect(host.isOpen()).toBe(false);
    expect(host.script.heard.some((hex) => hex.startsWith('010a20'))).toBe(false);
  });

  it('starts a controller anew that is back, but takes no private address', async () => {
    const host = scriptedHost();
    const radio = await host.open({ privacy: true });
    const listening = radio.scan()[Symbol.asyncIterator]().next();
    await host.clock.advance(100);
    const before = countOf(host, RESET);
    host.refusesOnce.set(SET_RANDOM_ADDRESS, COMMAND_DISALLOWED);
    host.script.say(HARDWARE_ERROR);
    await host.clock.advance(2000);
    expect(radio.stage).toBe('running');
    expect(countOf(host, RESET)).toBe(before + 2);
    expect(host.script.heard.at(-1)).toBe(SCAN_ON);
    await host.clock.run(radio.close());
    await host.clock.run(listening);
  });

  it('refuses to be the public address of another controller', async () => {
    const host = scriptedHost();
    const identity = { address: PEER, irk: new Uint8Array(16).fill(1) };
    await expect(host.open({ identity })).rejects.toThrow(UsageError);
    expect(host.isOpen()).toBe(false);
  });

  it.each([0, 999, 3_600_001, Number.NaN])(
    'refuses private addresses that last %d ms',
    async (rotationMs) => {
      const host = scriptedHost();
      await expect(host.open({ privacy: { rotationMs } })).rejects.toThrow('private addresses');
    },
  );

  it('leaves no timer behind when it is closed', async () => {
    const host = scriptedHost();
    const radio = await host.open({ privacy: { rotationMs: 1000 } });
    await host.clock.advance(1000);
    await host.clock.run(radio.close());
    const heard = host.script.heard.length;
    await host.clock.advance(10_000);
    expect(host.script.heard.length).toBe(heard);
  });
});

function enables(host: ScriptedHost): number {
  return countOf(host, '010a200101');
}

/** How often the controller was told something, in hex. */
function countOf({ script }: ScriptedHost, command: string): number {
  return script.heard.filter((hex) => hex === command).length;
}

/** LE Connection Complete with `PEER`. */
function linkEvent({ role = 0, connectionHandle = 0x0040 }): HciEvent {
  return {
    kind: 'leMeta',
    subevent: {
      kind: 'leConnectionComplete',
      status: 0,
      connectionHandle,
      role,
      peerAddressType: 0,
      peerAddress: PEER.address,
      connectionInterval: 24,
      peripheralLatency: 0,
      supervisionTimeout: 400,
      centralClockAccuracy: 0,
    },
  };
}
