import { describe } from 'vitest';
import { fromHex } from '../../core/index.ts';
import { commandsContract, sample } from './commands.contract.ts';
import * as file from './le-security.ts';

const KEY_HEX = '000102030405060708090a0b0c0d0e0f';
const [X_HEX, Y_HEX] = ['11'.repeat(32), '22'.repeat(32)];
const POINT = { keyXCoordinate: fromHex(X_HEX), keyYCoordinate: fromHex(Y_HEX) };

describe('encryption and the curve', () => {
  commandsContract(file, [
    sample(file.leEnableEncryption, `1920 1c 0100 0102030405060708 3412 ${KEY_HEX}`, {
      connectionHandle: 1,
      randomNumber: fromHex('0102030405060708'),
      encryptedDiversifier: 0x1234,
      longTermKey: fromHex(KEY_HEX),
    }),
    sample(
      file.leLongTermKeyRequestReply,
      `1a20 12 0100 ${KEY_HEX}`,
      { connectionHandle: 1, longTermKey: fromHex(KEY_HEX) },
      '0100',
      { connectionHandle: 1 },
    ),
    sample(
      file.leLongTermKeyRequestNegativeReply,
      '1b20 02 0100',
      { connectionHandle: 1 },
      '0100',
      { connectionHandle: 1 },
    ),
    sample(file.leReadLocalP256PublicKey, '2520 00', {}),
    sample(file.leGenerateDhKey, `2620 40 ${X_HEX} ${Y_HEX}`, POINT),
    sample(file.leGenerateDhKeyV2, `5e20 41 ${X_HEX} ${Y_HEX} 01`, { ...POINT, keyType: 1 }),
  ]);
});
