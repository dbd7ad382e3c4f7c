import { open } from 'node:fs/promises';
import { type Log, silentLog, systemClock, TransportError, UsageError } from '@bluebell/ble/core';
import { transportContract } from '@bluebell/ble/hci/contract';
import { describe, expect, it } from 'vitest';
import { openSerial } from './serial.ts';
import { describeWithSocat, makeTerminal } from './socat.contract.ts';

describeWithSocat('a port of socat', () => {
  transportContract('serial', async () => {
    const { path, far } = await makeTerminal();
    const transport = await openSerial(path);
    transport.recovery?.expect({ isConnected: () => true, longestAcl: 251 });
    return { transport, far };
  });

  it('names a port that was unplugged', async () => {
    const { path, far } = await makeTerminal();
    const transport = await openSerial(path);
    const lost = new Promise<TransportError>((resolve) => {
      transport.onClose = resolve;
    });
    far.close();
    expect((await lost).message).toMatch(
      new RegExp(`^serial:${path}: unplugged, or taken away by the system`),
    );
    await transport.close();
  });

  it('says of a busy port who has it', async () => {
    const { path, far } = await makeTerminal();
    await using first = await openSerial(path);
    const second = openSerial(path);
    await expect(second).rejects.toThrow(TransportError);
    await expect(second).rejects.toThrow(/^serial:\S+: busy: .* has it open; end that/);
    expect(first.name).toBe(`serial:${path}`);
    far.close();
  });

  it('says of a forbidden port which group may use it', async () => {
    const { path, far } = await makeTerminal();
    const message = await asNobody(() => openSerial(path).catch((error: unknown) => String(error)));
    expect(message).toMatch(`serial:${path}: permission denied; `);
    far.close();
  });

  it('drops what was in the port before', async () => {
    const terminal = await makeTerminal();
    const before = await open(terminal.path, 'r+');
    terminal.far.send(Uint8Array.of(0x04, 0x0e, 0x04, 0x01, 0x03, 0x0c, 0x00));
    // Once the first octet is there, so are the others.
    await before.read(new Uint8Array(1));
    await using transport = await openSerial(terminal.path);
    const heard: Uint8Array[] = [];
    transport.onPacket = (packet) => heard.push(packet);
    const event = Uint8Array.of(0x04, 0x13, 0x05, 0x01, 0x40, 0x00, 0x01, 0x00);
    const came = new Promise((resolve) => {
      transport.onPacket = (packet) => resolve(packet);
    });
    terminal.far.send(event);
    expect(await came).toEqual(event);
    expect(transport.recovery?.dropped).toBe(0);
    await before.close();
    terminal.far.close();
  });

  it('warns of speed without flow control', async () => {
    const warnings: string[] = [];
    const log: Log = { ...silentLog, warn: (code) => warnings.push(code) };
    const { path, far } = await makeTerminal();
    for (const query of ['?rtscts=false', '?rtscts=false&baud=115200', '?baud=921600']) {
      await (await openSerial(`${path}${query}`, { log })).close();
    }
    expect(warnings).toEqual(['SERIAL_NO_FLOW_CONTROL']);
    far.close();
  });

  it('is closed within moments though the far side takes nothing', async () => {
    const { path, far, stream } = await makeTerminal();
    stream.pause();
    const transport = await openSerial(path);
    const packet = new Uint8Array(255).fill(0x01);
    while (!transport.room) transport.send(packet);
    const { room } = transport;
    const startMs = systemClock.now();
    await transport.close();
    expect(systemClock.now() - startMs).toBeLessThan(5000);
    await expect(room).resolves.toBeUndefined();
    far.close();
  });
});

describe('openSerial', () => {
  it('says of a missing port which there are', async () => {
    const opening = openSerial('/dev/ttyNOWHERE0');
    await expect(opening).rejects.toThrow(TransportError);
    await expect(opening).rejects.toThrow(
      /^serial:\/dev\/ttyNOWHERE0: there is no such port; (there are serial:|this machine has none)/,
    );
  });

  it('says that a file is no port', async () => {
    await expect(openSerial('/dev/null')).rejects.toThrow(
      'serial:/dev/null: this is no serial port; check the path',
    );
  });

  it.each([
    ['', 'give serial:PATH'],
    ['/dev/null?baud=fast', 'baud is a whole number above 0'],
    ['/dev/null?baud=0', 'baud is a whole number above 0'],
    ['/dev/null?rtscts=yes', 'rtscts is true or false'],
    ['/dev/null?parity=even', "an option 'parity': there are baud, rtscts"],
  ])('refuses serial:%s', async (rest, message) => {
    const opening = openSerial(rest);
    await expect(opening).rejects.toThrow(UsageError);
    await expect(opening).rejects.toThrow(message);
  });

  it('says what to install when the package is missing', async () => {
    await expect(openSerial('/dev/null', { load: notInstalled })).rejects.toThrow(
      'npm install serialport',
    );
  });
});

function notInstalled(): Promise<never> {
  return Promise.reject(new UsageError('npm install serialport'));
}

/** Does something without the rights of root, where the test has them. */
async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  const user = process.geteuid?.();
  if (user !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}
