import { describe } from 'vitest';
import { commandsContract, sample } from './commands.contract.ts';
import * as file from './le-scanning.ts';

const DEVICE = { addressType: 1, address: 0xd12233445566 };

describe('legacy scanning and the accept list', () => {
  commandsContract(file, [
    sample(file.leSetScanParameters, '0b20 07 01 3000 1200 01 02', {
      leScanType: 1,
      leScanInterval: 48,
      leScanWindow: 18,
      ownAddressType: 1,
      scanningFilterPolicy: 2,
    }),
    sample(file.leSetScanEnable, '0c20 02 01 00', { leScanEnable: true, filterDuplicates: false }),
    sample(file.leReadFilterAcceptListSize, '0f20 00', {}, '10', { filterAcceptListSize: 16 }),
    sample(file.leClearFilterAcceptList, '1020 00', {}),
    sample(file.leAddDeviceToFilterAcceptList, '1120 07 01 665544 3322d1', DEVICE),
    sample(file.leRemoveDeviceFromFilterAcceptList, '1220 07 01 665544 3322d1', DEVICE),
  ]);
});
