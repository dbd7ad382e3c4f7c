import { describe } from 'vitest';
import { commandsContract, sample } from './commands.contract.ts';
import * as file from './link-control.ts';

describe('commands for links of any kind', () => {
  commandsContract(file, [
    sample(file.disconnect, '0604 03 4000 13', { connectionHandle: 0x40, reason: 0x13 }),
    sample(file.readRemoteVersionInformation, '1d04 02 ff0e', { connectionHandle: 0xeff }),
    sample(file.readRssi, '0514 02 0100', { handle: 1 }, '0100 c4', { handle: 1, rssi: -60 }),
  ]);
});
