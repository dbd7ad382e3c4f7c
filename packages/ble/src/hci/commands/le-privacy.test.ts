import { describe } from 'vitest';
import { fromHex } from '../../core/index.ts';
import { commandsContract, sample } from './commands.contract.ts';
import * as file from './le-privacy.ts';

const PEER = { peerIdentityAddressType: 1, peerIdentityAddress: 0xd12233445566 };

describe('private addresses', () => {
  commandsContract(file, [
    sample(
      file.leAddDeviceToResolvingList,
      `2720 27 01 665544 3322d1 ${'11'.repeat(16)} ${'22'.repeat(16)}`,
      { ...PEER, peerIrk: fromHex('11'.repeat(16)), localIrk: fromHex('22'.repeat(16)) },
    ),
    sample(file.leRemoveDeviceFromResolvingList, '2820 07 01 665544 3322d1', PEER),
    sample(file.leClearResolvingList, '2920 00', {}),
    sample(file.leReadResolvingListSize, '2a20 00', {}, '08', { resolvingListSize: 8 }),
    sample(file.leReadPeerResolvableAddress, '2b20 07 01 665544 3322d1', PEER, '010203 040540', {
      peerResolvableAddress: 0x400504030201,
    }),
    sample(file.leReadLocalResolvableAddress, '2c20 07 01 665544 3322d1', PEER, '010203 040540', {
      localResolvableAddress: 0x400504030201,
    }),
    sample(file.leSetAddressResolutionEnable, '2d20 01 01', { addressResolutionEnable: true }),
    sample(file.leSetResolvablePrivateAddressTimeout, '2e20 02 8403', { rpaTimeout: 900 }),
    sample(file.leSetPrivacyMode, '4e20 08 01 665544 3322d1 01', { ...PEER, privacyMode: 1 }),
  ]);
});
