// Whether what a controller sends can be, and answers what it was asked.

import { decode, struct, u8 } from '../../codec/index.ts';
import { hex16, toHex } from '../../core/index.ts';
import { aclData, hciEvent, PacketIndicator } from '../../hci/index.ts';

const h4Event = struct({ indicator: u8, event: hciEvent });
const h4Acl = struct({ indicator: u8, acl: aclData });

/** The most that a controller of 251 bytes gives its host at once. */
const MAX_DATA = 251;

/** Reads all that comes, and keeps account of answers. Plain comparisons: it runs a million times. */
export class PacketChecker {
  /** Answers that were heard, by opcode. */
  readonly answers = new Map<number, number>();
  /** Links as the host knows them. */
  readonly links = new Set<number>();

  /** Fails on a packet that no controller may send. */
  hear(packet: Uint8Array): void {
    if (packet[0] === PacketIndicator.aclData) {
      const { acl } = decode(h4Acl, packet);
      if (!this.links.has(acl.connectionHandle)) fail('data of a link that is not there', packet);
      if (acl.data.length === 0 || acl.data.length > MAX_DATA)
        fail('data of a wrong length', packet);
      return;
    }
    const { indicator, event } = decode(h4Event, packet);
    if (indicator !== PacketIndicator.event) fail('neither event nor data', packet);
    const { kind } = event;
    if (kind === 'unknown') fail('an unknown event', packet);
    if (kind === 'commandComplete' || kind === 'commandStatus') {
      this.#count(event.commandOpcode);
      if (event.numHciCommandPackets !== 1) fail('not one command', packet);
    }
    if (kind === 'disconnectionComplete' && !this.links.delete(event.connectionHandle)) {
      fail('the end of no link', packet);
    }
    if (kind === 'leMeta') this.#hearLe(event.subevent, packet);
  }

  /** How often a command was answered. */
  answersTo(opcode: number): number {
    return this.answers.get(opcode) ?? 0;
  }

  /** Reset ends links without a word. */
  forgetLinks(): void {
    this.links.clear();
  }

  #hearLe(subevent: { readonly kind: string }, packet: Uint8Array): void {
    if (subevent.kind === 'unknown') fail('an unknown LE event', packet);
    if (!isConnection(subevent) || subevent.status !== 0) return;
    if (this.links.has(subevent.connectionHandle)) fail('a link that is there already', packet);
    this.links.add(subevent.connectionHandle);
  }

  #count(opcode: number): void {
    this.answers.set(opcode, this.answersTo(opcode) + 1);
  }
}

interface Connection {
  readonly kind: string;
  readonly status: number;
  readonly connectionHandle: number;
}

function isConnection(subevent: { readonly kind: string }): subevent is Connection {
  return (
    subevent.kind === 'leConnectionComplete' || subevent.kind === 'leEnhancedConnectionComplete'
  );
}

function fail(problem: string, packet: Uint8Array): never {
  throw new Error(`${problem}: ${toHex(packet)}`);
}

/** Fails unless a command was answered once more than before. */
export function expectOneAnswer(checker: PacketChecker, opcode: number, before: number): void {
  const answers = checker.answersTo(opcode) - before;
  if (answers !== 1) throw new Error(`${answers} answers to ${hex16(opcode)}`);
}
