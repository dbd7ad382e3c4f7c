import { describe, expect, it } from 'vitest';
import { fromHex, type LogFields, silentLog, TimeoutError, VirtualClock } from '../core/index.ts';
import { aclPacket, PacketBoundary } from './acl-data.ts';
import { supports } from './capabilities.ts';
import {
  leRand,
  leSetExtendedScanEnable,
  readBdAddr,
  setEventMaskPage2,
} from './commands/index.ts';
import { withstandsHostileController } from './controller.contract.ts';
import { ControllerNotRespondingError, startController } from './controller.ts';
import type { ControllerLostError } from './controller-lost.ts';
import type { HciEvent } from './event-packet.ts';
import { HciStatus } from './hci-error.ts';
import { ESP32, MODERN, scriptedController } from './scripted-controller.contract.ts';
import { transportPair } from './transport-pair.ts';

const CONNECTED = {
  kind: 'leMeta',
  subevent: {
    kind: 'leConnectionComplete',
    status: 0,
    connectionHandle: 0x40,
    role: 1,
    peerAddressType: 1,
    peerAddress: 0xd12233445566,
    connectionInterval: 24,
    peripheralLatency: 0,
    supervisionTimeout: 500,
    centralClockAccuracy: 0,
  },
} as const satisfies HciEvent;

const DISCONNECTED: HciEvent = {
  kind: 'disconnectionComplete',
  status: 0,
  connectionHandle: 0x40,
  reason: 0x13,
};

describe('startController', () => {
  it('asks and tells in the order that controllers expect, once each', async () => {
    const { clock, starting, script } = begin(ESP32);
    await clock.run(starting);
    expect(script.heard).toEqual([
      '01030c00',
      '01011000',
      '01021000',
      '01031000',
      '01010c089088000200800020',
      '01630c080000800000000000',
      '010120087f06000000000000',
      '01022000',
      '01051000',
      '01032000',
      '01091000',
      '010f2000',
      '012a2000',
      '012f2000',
    ]);
  });

  it('gives what an older controller can do, which shares its buffers with BR/EDR (7.8.2)', async () => {
    const { clock, starting } = begin(ESP32);
    const { capabilities } = await clock.run(starting);
    expect(capabilities).toMatchObject({
      hciVersion: 8,
      companyIdentifier: 0x60,
      publicAddress: 0xa4c138000001,
      acl: { packetLength: 1021, packetCount: 8 },
      leFeatures: new Set([0, 5]),
      acceptListSize: 12,
      resolvingListSize: 8,
      dataLengths: { supportedMaxTxOctets: 251 },
      extendedAdvertising: undefined,
      txPower: undefined,
    });
    expect(supports(capabilities, setEventMaskPage2)).toBe(true);
    expect(supports(capabilities, leSetExtendedScanEnable)).toBe(false);
  });

  it('gives what a newer controller can do, and asks for its events', async () => {
    const { clock, starting, script } = begin(MODERN);
    const { capabilities } = await clock.run(starting);
    expect(capabilities).toMatchObject({
      acl: { packetLength: 251, packetCount: 12 },
      extendedAdvertising: { sets: 4, maxData: 1650 },
      txPower: { minTxPower: -20, maxTxPower: 20 },
    });
    expect(script.heard).toContain('010120087ffe0f0000000000');
    expect(script.heard).toContain('01630c080000800200000000');
  });

  it('does without what the controller refuses though it said it could', async () => {
    const { clock, starting, script } = begin(MODERN);
    script.refuses.set(0x203b, HciStatus.unknownCommand).set(0x200f, HciStatus.commandDisallowed);
    const { capabilities } = await clock.run(starting);
    expect(capabilities).toMatchObject({ extendedAdvertising: undefined, acceptListSize: 0 });
  });

  it('tries Reset three times, 2 s each, then says that nobody is there', async () => {
    const { clock, starting, script } = begin(ESP32);
    script.silentTo = 'all';
    const error = await clock.run(starting.catch((caught: unknown) => caught));
    expect(error).toBeInstanceOf(ControllerNotRespondingError);
    expect(error).toMatchObject({ code: 'TIMEOUT', message: expect.stringContaining('memory') });
    expect(script.heard).toEqual(['01030c00', '01030c00', '01030c00']);
    expect(clock.now()).toBe(6000);
  });

  it('starts when the second Reset is answered', async () => {
    const { clock, starting, script } = begin(ESP32);
    script.silentTo = 'all';
    clock.after(1000, () => {
      script.silentTo = new Set();
    });
    const controller = await clock.run(starting);
    expect(clock.now()).toBe(2000);
    expect(controller.faults.unexpectedAnswers).toBe(0);
  });

  it('gives up when a later step is not answered', async () => {
    const { clock, starting, script } = begin(ESP32);
    script.silentTo = new Set([0x2003]);
    await expect(clock.run(starting)).rejects.toThrow(TimeoutError);
  });

  it.each([
    ['is older than LE', { 4097: '05 0000 05 0a00 0000' }, 'HCI version 5'],
    ['knows no LE', { 4099: '0000000000000000' }, 'does not support LE'],
    ['has no buffers', { 4101: '0000 00 0000 0000' }, 'no buffers'],
    ['tells too little', { 4097: '08' }, 'answer to readLocalVersionInformation'],
  ])('refuses a controller that %s', async (_, changed, message) => {
    const { clock, starting } = begin({ ...ESP32, ...changed });
    await expect(clock.run(starting)).rejects.toThrow(message);
  });

  it('fails at once when the transport closes meanwhile', async () => {
    const { clock, starting, far } = begin(ESP32);
    clock.after(0, () => void far.close());
    await expect(clock.run(starting)).rejects.toMatchObject({ code: 'TRANSPORT', kind: 'closed' });
    expect(clock.now()).toBe(0);
  });
});

describe('Controller', () => {
  it('gives events to the host, a link being there when it is told of it', async () => {
    const { clock, controller, script } = await run();
    const seen: [string, boolean][] = [];
    controller.onEvent = ({ kind }) => seen.push([kind, controller.acl.links.has(0x40)]);
    script.say(CONNECTED);
    script.say(DISCONNECTED);
    await clock.advance(1);
    expect(seen).toEqual([
      ['leMeta', true],
      ['disconnectionComplete', false],
    ]);
  });

  it('makes no link of a connection that failed, and keeps one whose end failed', async () => {
    const { clock, controller, script } = await run();
    script.say({ ...CONNECTED, subevent: { ...CONNECTED.subevent, status: 0x3e } });
    await clock.advance(1);
    expect(controller.acl.links.size).toBe(0);
    script.say(CONNECTED);
    script.say({ kind: 'disconnectionComplete', status: 0x0c, connectionHandle: 0x40, reason: 0 });
    await clock.advance(1);
    expect(controller.acl.links.size).toBe(1);
  });

  it('carries data both ways by credits', async () => {
    const { clock, controller, script, far } = await run();
    script.say(CONNECTED);
    await clock.advance(1);
    const link = controller.acl.links.get(0x40);
    const heard: Uint8Array[] = [];
    if (link) link.onData = ({ data }) => heard.push(data);
    far.send(aclPacket({ ...FIRST, data: fromHex('aabb') }));
    link?.send(new Uint8Array(2000));
    await clock.advance(1);
    expect(heard).toEqual([fromHex('aabb')]);
    expect(controller.acl.credits).toBe(6);
    const handles = [{ connectionHandle: 0x40, numCompletedPackets: 2 }];
    script.say({ kind: 'numberOfCompletedPackets', handles });
    await clock.advance(1);
    expect(controller.acl.credits).toBe(8);
  });

  it('hands advertising reports on as they came', async () => {
    const { clock, controller, far } = await run();
    const report = fromHex('043e0f0201 0001 010000 38c1a4 03 020106 c4');
    const [heard, events]: [Uint8Array[], HciEvent[]] = [[], []];
    controller.onReports = (packet) => heard.push(packet);
    controller.onEvent = (event) => events.push(event);
    far.send(report);
    await clock.advance(1);
    expect(heard).toEqual([report]);
    expect(events).toEqual([]);
  });

  it('counts what is broken or for nobody, says so once, and goes on', async () => {
    const { clock, controller, far, warnings } = await run();
    for (const bad of ['04', '0405', '04050401', '0405040140', '043e00', '043e0201ff', '0240']) {
      far.send(fromHex(bad));
    }
    far.send(fromHex('040e0c01182000 0102030405060708'));
    far.send(aclPacket({ ...FIRST, data: fromHex('aa') }));
    await clock.advance(1);
    expect(controller.faults).toMatchObject({
      malformed: 7,
      unexpectedAnswers: 1,
      unknownLink: 1,
      droppedOctets: 0,
    });
    expect(warnings).toEqual(['HCI_MALFORMED']);
    expect(await clock.run(controller.send(readBdAddr))).toEqual({ bdAddr: 0xa4c138000001 });
  });

  it.each([
    ['says that it is broken', 'hardwareError', 0],
    ['closes', 'closed', 0],
    ['is silent', 'silent', 2000],
  ] as const)('is lost when it %s: links, commands and all', async (_, kind, afterMs) => {
    const { clock, controller, script, far } = await run();
    script.say(CONNECTED);
    await clock.advance(1);
    const link = controller.acl.links.get(0x40);
    const losses: ControllerLostError[] = [];
    controller.onLost = (error) => losses.push(error);
    const startMs = clock.now();
    script.silentTo = 'all';
    const asked = controller.send(leRand).catch((error: unknown) => error);
    const behind = controller.send(leRand).catch((error: unknown) => error);
    if (kind === 'hardwareError') script.say({ kind, hardwareCode: 7 });
    if (kind === 'closed') await far.close();
    expect(await clock.run(behind)).toBe(losses[0]);
    expect(await asked).toBeInstanceOf(kind === 'silent' ? TimeoutError : Error);
    expect(clock.now() - startMs).toBe(afterMs);
    expect(losses.map((error) => error.kind)).toEqual([kind]);
    // The transport and the line both know the name: it is told once.
    expect(losses[0]?.message.split(controller.name)).toHaveLength(2);
    expect(controller.lost).toBe(losses[0]);
    expect(link?.isOpen).toBe(false);
    await expect(controller.send(leRand)).rejects.toBe(losses[0]);
    link?.send(fromHex('aa'));
  });

  it('is lost when nothing could be sent for 2 s', async () => {
    const { clock, controller, transport } = await run();
    const losses: string[] = [];
    controller.onLost = ({ kind }) => losses.push(kind);
    Object.defineProperty(transport, 'room', { value: new Promise(() => {}) });
    controller.send(leRand, {}, { timeoutMs: 10_000 }).catch(() => {});
    const far = controller.send(leRand, {}, { timeoutMs: 10_000 }).catch(() => {});
    await clock.advance(1999);
    expect(losses).toEqual([]);
    await clock.advance(1);
    expect(losses).toEqual(['blocked']);
    await far;
  });

  it('tells nobody when it is closed, and rejects what waits', async () => {
    const { clock, controller, script, far } = await run();
    const losses: unknown[] = [];
    controller.onLost = (error) => losses.push(error);
    script.silentTo = 'all';
    const asked = controller.send(leRand).catch((error: unknown) => error);
    await clock.run(controller.close());
    expect(await asked).toMatchObject({ code: 'TRANSPORT', kind: 'closed' });
    await far.close();
    await clock.advance(10_000);
    expect(losses).toEqual([]);
  });
});

describe('Controller, whatever comes', () => {
  it('never throws, never overruns buffers, and settles all commands', () =>
    withstandsHostileController({ sequences: 100 }));
});

const FIRST = { connectionHandle: 0x40, packetBoundary: PacketBoundary.first, broadcast: 0 };

/** A controller that is being started. */
function begin(answers: Readonly<Record<number, string>>) {
  const clock = new VirtualClock();
  const [transport, far] = transportPair(clock);
  const script = scriptedController(far, answers);
  const warnings: string[] = [];
  const warn = (code: string, _message: string, _fields?: LogFields) => {
    warnings.push(code);
  };
  const starting = startController(transport, { clock, log: { ...silentLog, warn } });
  return { clock, transport, far, script, starting, warnings };
}

/** A controller that runs. */
async function run() {
  const begun = begin(ESP32);
  return { ...begun, controller: await begun.clock.run(begun.starting) };
}
