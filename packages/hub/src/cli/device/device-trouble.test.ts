import { AttError } from '@bluebell/ble/att';
import { DisconnectedError, NotFoundError, TimeoutError } from '@bluebell/ble/core';
import { ControllerLostError, HciError } from '@bluebell/ble/hci';
import { SmpError } from '@bluebell/ble/smp';
import { describe, expect, it } from 'vitest';
import { ExitCode, exitCodeOf } from '../exit.ts';
import { type Circumstances, explained } from './device-trouble.ts';

const JUST_WORKS = { isAuthenticated: false, isSecureConnections: true, keySize: 16 };

describe('explained', () => {
  it.each<[string, unknown, Partial<Circumstances>, RegExp]>([
    [
      'a link without encryption',
      new AttError(0x05, 3),
      {},
      /\(0x05\).*: run 'bluebell pair strap' first$/,
    ],
    [
      'the same, by its other code',
      new AttError(0x0f, 3),
      {},
      /\(0x0f\).*: run 'bluebell pair strap' first$/,
    ],
    [
      'encryption that is not enough',
      new AttError(0x05, 3),
      { security: JUST_WORKS },
      /pair --mitm strap/,
    ],
    ['what cannot be read', new AttError(0x02, 3), {}, /Read Not Permitted.*gatt dump strap/],
    ['a wrong passkey', SmpError.fromPeer(0x04), {}, /confirm value failed.*the passkey was wrong/],
    [
      'a bond that the device has lost',
      new DisconnectedError('gone', 0x06, 'peer'),
      {},
      /pair strap' again/,
    ],
    [
      'the same, of the controller',
      new HciError(0x06, 'leEnableEncryption'),
      {},
      /pair strap' again/,
    ],
    [
      'a radio that is gone',
      new DisconnectedError('gone', 0x03, 'loss', {
        cause: new ControllerLostError('closed', 'tcp:attic:1: the far side closed it'),
      }),
      {},
      /^the radio was lost.*: tcp:attic:1: the far side closed it; once it is back/,
    ],
  ])('says what to do about %s, and fails', (_, error, where, message) => {
    const told = explained(error, circumstances(where));
    expect(told).toMatchObject({ code: 'COMMAND', cause: error });
    expect(told instanceof Error && told.message).toMatch(message);
    expect(exitCodeOf(told)).toBe(ExitCode.failure);
  });

  it.each([new TimeoutError('no answer'), new HciError(0x3e, 'leCreateConnection')])(
    'takes %s for a device that was not reached',
    (error) => {
      const told = explained(error, circumstances({ isConnected: false }));
      expect(told).toMatchObject({ code: 'UNREACHABLE', cause: error });
      expect(exitCodeOf(told)).toBe(ExitCode.unreachable);
    },
  );

  it('takes a link that was never established (0x3e) for a device that was not reached', () => {
    const told = explained(new DisconnectedError('gone', 0x3e, 'loss'), circumstances());
    expect(exitCodeOf(told)).toBe(ExitCode.unreachable);
  });

  it.each([
    new NotFoundError('no such service'),
    new TimeoutError('no answer'),
    new DisconnectedError('the link was lost', 0x08, 'loss'),
    new Error('our own'),
    'nothing',
  ])('leaves %s as it is', (error) => {
    expect(explained(error, circumstances())).toBe(error);
  });
});

function circumstances(more: Partial<Circumstances> = {}): Circumstances {
  return { device: 'strap', isConnected: true, security: undefined, ...more };
}
