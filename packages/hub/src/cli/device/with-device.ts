// Connects with a device, has something done there, and leaves it: what most commands come down to.

import { formatAddress, systemClock } from '@bluebell/ble/core';
import { Advert, type Connection, localNameOf, type PeerAddress } from '@bluebell/ble/radio';
import type { PairingUser, SecurityPolicy } from '@bluebell/ble/smp';
import type { BondFile } from '../../bonds/bond-file.ts';
import { Closing } from '../closing.ts';
import { commandLog, logOutput } from '../command-log.ts';
import { exitCodeAfter } from '../exit.ts';
import { type PairingAnswers, TerminalUser } from '../pair/terminal-user.ts';
import { type StatusLine, statusLine } from '../status-line.ts';
import type { Terminal } from '../terminal.ts';
import type { DeviceOptions } from './device-options.ts';
import { explained } from './device-trouble.ts';
import { findDevice } from './find-device.ts';
import { openCentral } from './open-central.ts';
import { openState } from './open-state.ts';

/** What a command is called with. */
export interface DeviceCall {
  /** What the user calls the device. */
  readonly device: string;
  readonly options: DeviceOptions;
  readonly terminal: Terminal;
  readonly stop: AbortSignal;
  /** What is answered already of what pairing may ask. */
  readonly answers?: PairingAnswers;
  /** Nobody shows, enters or compares anything. Default false. */
  readonly isJustWorks?: boolean;
  readonly security?: Partial<SecurityPolicy>;
  /** Encrypts the link first, though there is no bond: pairs. Default: only where there is one. */
  readonly isSecured?: boolean;
  /** Leaves the link as it is: the work sees to its security. */
  readonly isBare?: boolean;
}

/** What the work has at hand. */
export interface ConnectedDevice {
  readonly connection: Connection;
  /** As people write it. */
  readonly address: string;
  /** What it calls itself, where it was heard. */
  readonly name: string | undefined;
  readonly bonds: BondFile;
  readonly status: StatusLine;
  /** For every call: ends it when the user stops us, or the device takes too long. */
  readonly patience: { readonly signal: AbortSignal; readonly timeoutMs: number };
}

/** Connects, works, disconnects; gives the exit code. */
export async function withDevice(
  call: DeviceCall,
  work: (connected: ConnectedDevice) => Promise<number>,
): Promise<number> {
  const { device, stop } = call;
  const status = statusLine(call.terminal.stderr);
  await using closing = new Closing();
  closing.defer(() => status.clear());
  let connection: Connection | undefined;
  try {
    const connected = await connect(call, status, closing, (made) => {
      connection = made;
    });
    return await work(connected);
  } catch (error) {
    if (stop.aborted) return exitCodeAfter(stop);
    const isConnected = connection !== undefined;
    throw explained(error, { device, isConnected, security: connection?.security });
  }
}

async function connect(
  call: DeviceCall,
  status: StatusLine,
  closing: Closing,
  onConnected: (connection: Connection) => void,
): Promise<ConnectedDevice> {
  const { device, options, terminal, stop: signal } = call;
  const { radio: name, type, capture } = options;
  const timeoutMs = options.timeout * 1000;
  const state = await openState(options.data, terminal);
  const { bonds } = state;
  closing.defer(() => state.flush());

  status.show(`${name}: opening …`);
  const log = commandLog(terminal, logOutput(terminal, status));
  const { answers = {}, security } = call;
  const person = new TerminalUser(terminal, answers, status);
  closing.defer(() => person.close());
  const user = call.isJustWorks ? withoutHands(person) : person;
  const radio = await openCentral(name, { state, log, user, security, capture }, closing);
  signal.throwIfAborted();

  status.show(`${device}: looking for it, ${options.timeout} s at most …`);
  const search = { type, bonds: bonds.all(), timeoutMs, clock: systemClock, signal };
  const found = await findDevice(device, radio, search);

  const address = addressOf(found);
  status.show(`${device}: connecting …`);
  const connection = await radio.connect(found, { signal, timeoutMs, parameters: BRISK });
  onConnected(connection);
  closing.defer(() => connection.disconnect());
  const patience = { signal, timeoutMs: Math.max(timeoutMs, ANSWER_MS) };

  const isBonded = bonds.find(connection.peerIdentity) !== undefined;
  if (call.isSecured || (isBonded && !call.isBare)) {
    status.show(`${device}: ${isBonded ? 'encrypting' : 'pairing'} …`);
    await connection.secure(patience);
  }
  status.clear();
  const localName = found instanceof Advert ? localNameOf(found.data) : undefined;
  return { connection, address, name: localName, bonds, status, patience };
}

/** Somebody who can do no more than agree. */
function withoutHands(person: TerminalUser): PairingUser {
  return { confirmPairing: (prompt) => person.confirmPairing(prompt) };
}

/** Somebody waits for the answers; nobody's battery has to last. */
const BRISK = { intervalMs: [7.5, 15] } as const;

/** An answer may take as long as a transaction, however impatient the user is to find the device. */
const ANSWER_MS = 30_000;

function addressOf(found: Advert | PeerAddress): string {
  return found instanceof Advert ? found.address : formatAddress(found.address);
}
