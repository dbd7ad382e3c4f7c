import { describe, expect, it } from 'vitest';
import { BleError } from '../core/index.ts';
import { HciError, HciStatus, nameOfHciStatus } from './hci-error.ts';

describe('HciError', () => {
  it('says what was refused, and why in words and number', () => {
    const error = new HciError(HciStatus.commandDisallowed, 'leCreateConnection');
    expect(error).toBeInstanceOf(BleError);
    expect(error).toMatchObject({ code: 'HCI', status: 0x0c });
    expect(error.message).toBe('leCreateConnection: command disallowed (0x0c)');
  });

  it('has words for every status with a name', () => {
    for (const status of Object.values(HciStatus)) {
      expect(nameOfHciStatus(status)).not.toContain('unknown status');
    }
  });

  it('shows the number of a status that nobody has named', () => {
    expect(nameOfHciStatus(0xf0)).toBe('unknown status (0xf0)');
  });
});
