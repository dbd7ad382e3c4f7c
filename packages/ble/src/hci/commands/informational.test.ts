import { describe } from 'vitest';
import { commandsContract, sample } from './commands.contract.ts';
import * as file from './informational.ts';

describe('what a controller tells of itself', () => {
  commandsContract(file, [
    // As an ESP32 answers: version 4.2 by Espressif.
    sample(file.readLocalVersionInformation, '0110 00', {}, '08 0e00 08 6000 0e00', {
      hciVersion: 8,
      hciSubversion: 0x0e,
      lmpVersion: 8,
      companyIdentifier: 0x60,
      lmpSubversion: 0x0e,
    }),
    sample(
      file.readLocalSupportedCommands,
      '0210 00',
      {},
      `20${'00'.repeat(24)}81${'00'.repeat(37)}80`,
      { supportedCommands: new Set([5, 200, 207, 511]) },
    ),
    sample(file.readLocalSupportedFeatures, '0310 00', {}, '0000000060000000', {
      lmpFeatures: new Set([37, 38]),
    }),
    sample(file.readBufferSize, '0510 00', {}, 'fd03 40 0800 0100', {
      aclDataPacketLength: 1021,
      synchronousDataPacketLength: 64,
      totalNumAclDataPackets: 8,
      totalNumSynchronousDataPackets: 1,
    }),
    sample(file.readBdAddr, '0910 00', {}, '010000 38c1a4', { bdAddr: 0xa4c138000001 }),
  ]);
});
