// Commands for links of any kind. Core Spec v5.4, Vol 4, Part E, 7.1 and 7.5.

import { i8, u8, u16 } from '../../codec/index.ts';
import { commandGroup } from '../command.ts';

const linkControl = commandGroup(0x01);
const statusParameters = commandGroup(0x05);

/** 7.1.6 */
export const disconnect = linkControl.status('disconnect', 0x0006, [0, 5], {
  connectionHandle: u16,
  reason: u8,
});

/** 7.1.23 */
export const readRemoteVersionInformation = linkControl.status(
  'readRemoteVersionInformation',
  0x001d,
  [2, 7],
  { connectionHandle: u16 },
);

/** 7.5.4 */
export const readRssi = statusParameters.complete(
  'readRssi',
  0x0005,
  [15, 5],
  { handle: u16 },
  {
    handle: u16,
    /** dBm; 127 is "not known". */
    rssi: i8,
  },
);
