import { describe } from 'vitest';
import { commandsContract, sample } from './commands.contract.ts';
import * as file from './le-extended-scanning.ts';

const LINK = {
  scanInterval: 96,
  scanWindow: 48,
  connectionIntervalMin: 24,
  connectionIntervalMax: 40,
  maxLatency: 4,
  supervisionTimeout: 500,
  minCeLength: 1,
  maxCeLength: 2,
};
const LINK_HEX = '6000 3000 1800 2800 0400 f401 0100 0200';

describe('extended scanning and connecting', () => {
  commandsContract(file, [
    sample(file.leSetExtendedScanParameters, '4120 08 01 00 01 00 3000 3000', {
      ownAddressType: 1,
      scanningFilterPolicy: 0,
      phys: { le1M: { scanType: 0, scanInterval: 48, scanWindow: 48 } },
    }),
    // What is set for 1M comes before what is set for Coded, each whole: 5.2.
    sample(file.leSetExtendedScanParameters, '4120 0d 00 02 05 01 3000 1200 00 6000 2400', {
      ownAddressType: 0,
      scanningFilterPolicy: 2,
      phys: {
        le1M: { scanType: 1, scanInterval: 48, scanWindow: 18 },
        leCoded: { scanType: 0, scanInterval: 96, scanWindow: 36 },
      },
    }),
    sample(file.leSetExtendedScanEnable, '4220 06 01 02 e803 0500', {
      enable: true,
      filterDuplicates: 2,
      duration: 1000,
      period: 5,
    }),
    sample(
      file.leExtendedCreateConnection,
      `4320 2a 00 01 00 010000 38c1a4 03 ${LINK_HEX} ${LINK_HEX}`,
      {
        initiatorFilterPolicy: false,
        ownAddressType: 1,
        peerAddressType: 0,
        peerAddress: 0xa4c138000001,
        phys: { le1M: LINK, le2M: LINK },
      },
    ),
  ]);
});
