// The numbers by which capture files say what their packets are.

import { DecodeError } from '@bluebell/ble/core';
import { air, measuredAir } from './air-links.ts';
import { directedH4, h4, headedMonitor, monitor, plainHci } from './hci-links.ts';
import type { Link } from './heard.ts';

/** A name for these numbers, and the links behind them. */
export interface LinkTable {
  readonly name: string;
  readonly links: Readonly<Record<number, Link>>;
}

/** Datalinks of btsnoop. */
export const DATALINKS: LinkTable = {
  name: 'datalink',
  links: { 1001: plainHci, 1002: h4, 2001: monitor },
};

/** Link types of pcap and pcapng, as the tcpdump project lists them. */
export const LINK_TYPES: LinkTable = {
  name: 'link type',
  links: { 187: h4, 201: directedH4, 251: air, 254: headedMonitor, 256: measuredAir },
};

/** The error of a file none of whose packets can be read. */
export function unknownLink({ name, links }: LinkTable, number: number, at: number): DecodeError {
  const known = Object.keys(links).join(', ');
  return new DecodeError(`${name} ${number} is none of ${known}`, at);
}
