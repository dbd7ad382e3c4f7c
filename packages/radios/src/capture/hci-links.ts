// Captures between host and controller.

import { bits, decode, rest, struct, u8, u16be, u32be, Writer } from '@bluebell/ble/codec';
import { PacketIndicator } from '@bluebell/ble/hci';
import type { Heard, Link } from './heard.ts';

/** H4: each packet with its indicator in front. Core Spec v5.4, Vol 4, Part A, 2. */
export const h4: Link = ({ source, data }) => fromH4(source, data);

const directed = struct({ direction: u32be, packet: rest });

/** H4 behind a word for the direction, which events do not need: they go one way. */
export const directedH4: Link = ({ source, data }) => fromH4(source, decode(directed, data).packet);

/** What btsnoop's flags say of the packets of one controller. */
export const flagsOfHci = bits(u32be, { isReceived: 1, isCommandOrEvent: 1, _: 30 });

/** HCI packets without an indicator: what is received, and is no data, is an event. */
export const plainHci: Link = ({ source, flags, data }) => {
  const { isReceived, isCommandOrEvent } = flagsOfHci.of(flags);
  return isReceived && isCommandOrEvent ? fromEvent(source, data) : undefined;
};

/** What the monitor of Linux calls an event packet; its other opcodes hold no adverts. */
const MONITOR_EVENT = 3;

/** What btsnoop's flags say in a capture by the monitor of Linux. */
const flagsOfMonitor = bits(u32be, { opcode: 16, adapter: 16 });

/** The monitor of Linux hears all controllers of a machine. */
export const monitor: Link = ({ flags, data }) => {
  const { opcode, adapter } = flagsOfMonitor.of(flags);
  return opcode === MONITOR_EVENT ? fromEvent(adapter, data) : undefined;
};

const monitored = struct({ adapter: u16be, opcode: u16be, packet: rest });

/** The same, with adapter and opcode in front of the packet. */
export const headedMonitor: Link = ({ data }) => {
  const { adapter, opcode, packet } = decode(monitored, data);
  return opcode === MONITOR_EVENT ? fromEvent(adapter, packet) : undefined;
};

const indicated = struct({ indicator: u8, packet: rest });

function fromH4(controller: number, packet: Uint8Array): Heard | undefined {
  const isEvent = decode(indicated, packet).indicator === PacketIndicator.event;
  return isEvent ? { kind: 'event', controller, packet } : undefined;
}

function fromEvent(controller: number, event: Uint8Array): Heard {
  const to = new Writer(1 + event.length);
  to.uint(PacketIndicator.event, 1);
  to.write(event);
  return { kind: 'event', controller, packet: to.finish() };
}
