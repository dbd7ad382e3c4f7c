// A host on a scripted controller, for what a good controller does seldom or never.

import { decode, u16 } from '../codec/index.ts';
import { VirtualClock } from '../core/index.ts';
import type { HciEvent, HciTransport } from '../hci/index.ts';
import { ESP32, type Script, scriptedController } from '../hci/scripted-controller.contract.ts';
import type { HostOptions } from './host-options.ts';
import type { HostRadio } from './host-radio.ts';
import { openHost } from './open-host.ts';

/** Answers of an ESP32 that also advertises, scans and connects, by opcode. */
const CAPABLE: Readonly<Record<number, string>> = {
  ...ESP32,
  // LE Set Random Address; advertising parameters, data, scan response, enable.
  8197: '',
  8198: '',
  8200: '',
  8201: '',
  8202: '',
  // Scan parameters and enable; Create Connection and Cancel.
  8203: '',
  8204: '',
  8205: '',
  8206: '',
};

/** A host that is about to start, and its controller. */
export interface ScriptedHost {
  readonly clock: VirtualClock;
  readonly script: Script;
  /** What the controller says right behind the answer to a command, in the same read; by opcode. */
  readonly behind: Map<number, HciEvent>;
  /** What it refuses the next time, with this status; by opcode. */
  readonly refusesOnce: Map<number, number>;
  readonly isOpen: () => boolean;
  open(options?: HostOptions): Promise<HostRadio>;
}

/** Prepares both. */
export function scriptedHost(): ScriptedHost {
  const clock = new VirtualClock();
  const behind = new Map<number, HciEvent>();
  const refusesOnce = new Map<number, number>();
  const burst: Uint8Array[] = [];
  let isOpen = true;
  const flush = () => {
    for (const packet of burst.splice(0)) near.onPacket?.(packet);
  };
  const far = end((packet) => {
    burst.push(packet);
    clock.after(0, flush);
  });
  const script = scriptedController(far, CAPABLE);
  const near = end((packet) => {
    clock.after(0, () => {
      const opcode = opcodeOf(packet);
      const status = refusesOnce.get(opcode);
      if (status !== undefined) script.refuses.set(opcode, status);
      far.onPacket?.(packet);
      if (refusesOnce.delete(opcode)) script.refuses.delete(opcode);
      const event = behind.get(opcode);
      if (behind.delete(opcode) && event) script.say(event);
      flush();
    });
  });
  near.close = async () => {
    isOpen = false;
  };
  return {
    clock,
    script,
    behind,
    refusesOnce,
    isOpen: () => isOpen,
    open: (options) => clock.run(openHost(async () => near, { clock, ...options })),
  };
}

type End = { -readonly [Key in keyof HciTransport]: HciTransport[Key] };

function end(send: (packet: Uint8Array) => void): End {
  return {
    name: 'scripted',
    room: undefined,
    onPacket: undefined,
    onClose: undefined,
    send,
    close: closeNothing,
    [Symbol.asyncDispose]: closeNothing,
  };
}

async function closeNothing(): Promise<void> {}

function opcodeOf(packet: Uint8Array): number {
  return decode(u16, packet.subarray(1, 3));
}
