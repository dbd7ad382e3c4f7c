import { describe } from 'vitest';
import { commandsContract, sample } from './commands.contract.ts';
import * as file from './le-phy.ts';

describe('longer packets and faster PHYs', () => {
  commandsContract(file, [
    sample(
      file.leSetDataLength,
      '2220 06 0100 fb00 4808',
      { connectionHandle: 1, txOctets: 251, txTime: 2120 },
      '0100',
      { connectionHandle: 1 },
    ),
    sample(file.leReadSuggestedDefaultDataLength, '2320 00', {}, '1b00 4801', {
      suggestedMaxTxOctets: 27,
      suggestedMaxTxTime: 328,
    }),
    sample(file.leWriteSuggestedDefaultDataLength, '2420 04 fb00 4808', {
      suggestedMaxTxOctets: 251,
      suggestedMaxTxTime: 2120,
    }),
    sample(file.leReadMaximumDataLength, '2f20 00', {}, 'fb00 4808 fa00 9042', {
      supportedMaxTxOctets: 251,
      supportedMaxTxTime: 2120,
      supportedMaxRxOctets: 250,
      supportedMaxRxTime: 17040,
    }),
    sample(file.leReadPhy, '3020 02 0100', { connectionHandle: 1 }, '0100 01 02', {
      connectionHandle: 1,
      txPhy: 1,
      rxPhy: 2,
    }),
    sample(file.leSetDefaultPhy, '3120 03 02 07 03', { allPhys: 2, txPhys: 7, rxPhys: 3 }),
    sample(file.leSetPhy, '3220 07 0100 00 02 04 0200', {
      connectionHandle: 1,
      allPhys: 0,
      txPhys: 2,
      rxPhys: 4,
      phyOptions: 2,
    }),
  ]);
});
