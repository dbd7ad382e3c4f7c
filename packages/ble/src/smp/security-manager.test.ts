import { describe, expect, it } from 'vitest';
import { fromHex, TimeoutError, TransportError, toHex, UsageError } from '../core/index.ts';
import { AttemptGuard } from './attempt-guard.ts';
import type { KeySecurity } from './bond.ts';
import type { PairingResult } from './pairing.ts';
import type { SecurityManagerOptions } from './security-manager-options.ts';
import { SmpReason } from './smp-error.ts';
import {
  bytesOf,
  CENTRAL,
  connectTwo,
  PERIPHERAL,
  type Two,
  TwoPeople,
} from './two-managers.contract.ts';

const LEGACY = { policy: { secureConnections: 'never' } } as const;
const NOTHING_PAIRABLE = { policy: { isPairable: false } } as const;
const JUST_WORKS: KeySecurity = {
  isAuthenticated: false,
  isSecureConnections: true,
  keySize: 16,
};

const silence = () => [];

describe('SecurityManager.pair', () => {
  it('gives up 30 s after the last PDU it sent, and not before (Vol 3, Part H, 3.4)', async () => {
    const { central, clock, links } = connectTwo({ tamper: silence });
    const pairing = central.pair().catch((error: unknown) => error);
    await clock.advance(29_999);
    expect(central.isPairing).toBe(true);
    await clock.advance(1);
    expect(await pairing).toBeInstanceOf(TimeoutError);
    expect(links.central.sent).toHaveLength(1);
  });

  it('sends nothing any more on a link where it gave up (3.4)', async () => {
    const { central, clock, links } = connectTwo({ tamper: silence });
    await clock.run(central.pair().catch(() => {}));
    await expect(central.pair()).rejects.toBeInstanceOf(TimeoutError);
    links.central.onReceive?.(fromHex('0b01'));
    await clock.advance(1);
    expect(links.central.sent).toHaveLength(1);
    expect(central.violations).toEqual({ afterEnd: 1 });
  });

  it('counts the 30 s anew from each PDU it sends: people may take their time', async () => {
    const people = new TwoPeople();
    const { central, clock } = connectTwo({
      clock: people.clock,
      central: {
        user: { ...people.with('displayYesNo'), confirmNumber: () => waiting(people, 29) },
      },
      peripheral: { user: people.with('displayYesNo') },
    });
    expect(await clock.run(central.pair())).toMatchObject({ model: 'numericComparison' });
  });

  it('fails at both ends when a person takes longer', async () => {
    const people = new TwoPeople();
    const two = connectTwo({
      clock: people.clock,
      central: {
        user: { ...people.with('displayYesNo'), confirmNumber: () => waiting(people, 31) },
      },
      peripheral: { user: people.with('displayYesNo') },
    });
    await expect(two.clock.run(two.central.pair())).rejects.toBeInstanceOf(TimeoutError);
    await two.clock.advance(1000);
    expect(two.failures.peripheral).toMatchObject([{ code: 'TIMEOUT' }]);
  });

  it('ends when the link does, and tells those who are asked', async () => {
    let isAsked: AbortSignal | undefined;
    const people = new TwoPeople();
    const { central, clock, links } = connectTwo({
      clock: people.clock,
      central: {
        user: {
          enterPasskey: ({ signal }) => {
            isAsked = signal;
            return new Promise(() => {});
          },
        },
      },
      peripheral: { user: people.with('displayOnly') },
    });
    const pairing = central.pair().catch((error: unknown) => error);
    await clock.advance(1000);
    expect(isAsked?.aborted).toBe(false);
    const lost = new TransportError('link lost');
    links.central.onClosed?.(lost);
    expect(await pairing).toBe(lost);
    expect(isAsked?.aborted).toBe(true);
    await expect(central.pair()).rejects.toBe(lost);
  });

  it('takes away what is shown when all went well', async () => {
    let shown: AbortSignal | undefined;
    const people = new TwoPeople();
    const { central, clock } = connectTwo({
      clock: people.clock,
      central: { user: people.with('keyboardOnly') },
      peripheral: {
        user: {
          displayPasskey: (passkey, { signal, peer }) => {
            people.shown = passkey;
            shown = signal;
            expect(peer).toEqual(CENTRAL);
          },
        },
      },
    });
    await clock.run(central.pair());
    await clock.advance(100);
    expect(shown?.aborted).toBe(true);
  });

  it('takes the fixed passkey of a device that has one, every time', async () => {
    for (const enters of ['123456', '123457']) {
      const { central, clock } = connectTwo({
        central: { user: { enterPasskey: () => Promise.resolve(enters) } },
        peripheral: { user: { fixedPasskey: '123456' } },
      });
      const pairing = clock.run(central.pair());
      if (enters === '123456') expect((await pairing).security.isAuthenticated).toBe(true);
      else await expect(pairing).rejects.toMatchObject({ reason: SmpReason.confirmValueFailed });
    }
  });

  it('fails when the fixed passkey is none', async () => {
    const { central, clock, failures } = connectTwo({
      central: { user: { enterPasskey: () => Promise.resolve('123456') } },
      peripheral: { user: { fixedPasskey: '1234' } },
    });
    await expect(clock.run(central.pair())).rejects.toThrow();
    expect(failures.peripheral).toEqual([expect.objectContaining({ code: 'USAGE' })]);
  });

  it.each([
    ['no passkey', { enterPasskey: () => Promise.resolve(undefined) }, 'passkeyEntryFailed'],
    ['five digits', { enterPasskey: () => Promise.resolve('12345') }, 'passkeyEntryFailed'],
    [
      'another number',
      { displayPasskey: () => {}, confirmNumber: () => Promise.resolve(false) },
      'numericComparisonFailed',
    ],
  ] as const)('fails at both ends when a person says: %s', async (_, user, reason) => {
    const people = new TwoPeople();
    const two = connectTwo({
      clock: people.clock,
      central: { user },
      peripheral: { user: people.with('displayYesNo') },
    });
    const expected = { code: 'SMP', reason: SmpReason[reason] };
    await expect(two.clock.run(two.central.pair())).rejects.toMatchObject(expected);
    await two.clock.advance(100);
    expect(two.failures.peripheral).toMatchObject([{ ...expected, isFromPeer: true }]);
  });

  it('rejects with what a callback throws, and tells the peer no more than that it failed', async () => {
    const bug = new Error('no screen');
    const two = connectTwo({
      central: { user: { displayPasskey: () => Promise.reject(bug) } },
      peripheral: { user: { enterPasskey: () => new Promise(() => {}) } },
    });
    await expect(two.clock.run(two.central.pair())).rejects.toBe(bug);
    await two.clock.advance(100);
    expect(two.failures.peripheral).toMatchObject([{ reason: SmpReason.unspecifiedReason }]);
  });

  it('fails when the bond cannot be kept', async () => {
    const two = connectTwo();
    const full = new Error('disk full');
    const bonds = {
      find: () => undefined,
      save: () => Promise.reject(full),
      remove: () => {},
      all: () => [],
    };
    const other = connectTwo({ after: two, central: { bonds } });
    await expect(two.clock.run(other.central.pair())).rejects.toBe(full);
    expect(other.central.security).toBeUndefined();
  });

  it('is refused to a peripheral, and while another pairing is under way', async () => {
    const { central, peripheral, clock } = connectTwo();
    await expect(peripheral.pair()).rejects.toBeInstanceOf(UsageError);
    await expect(peripheral.encrypt()).rejects.toBeInstanceOf(UsageError);
    const pairing = central.pair();
    await expect(central.pair()).rejects.toBeInstanceOf(UsageError);
    await expect(central.encrypt()).rejects.toBeInstanceOf(UsageError);
    await clock.run(pairing);
  });

  it('is refused by a peripheral that is not pairable, or whose user does not want to', async () => {
    const reason = SmpReason.pairingNotSupported;
    const closed = connectTwo({ peripheral: NOTHING_PAIRABLE });
    await expect(closed.clock.run(closed.central.pair())).rejects.toMatchObject({ reason });
    const user = { confirmPairing: () => Promise.resolve(false) };
    const unwilling = connectTwo({ peripheral: { user } });
    await expect(unwilling.clock.run(unwilling.central.pair())).rejects.toMatchObject({ reason });
  });

  it('can be tried again on the same link after the peer refused', async () => {
    let isWilling = false;
    const user = { confirmPairing: () => Promise.resolve(isWilling) };
    const { central, clock } = connectTwo({ peripheral: { user } });
    await clock.run(central.pair().catch(() => {}));
    isWilling = true;
    expect(await clock.run(central.pair())).toMatchObject({ security: JUST_WORKS });
  });

  it('gives a new key to a link that is encrypted already', async () => {
    const { central, clock, links } = connectTwo();
    await clock.run(central.pair());
    const before = links.central.key;
    await clock.advance(100);
    await clock.run(central.pair());
    expect(links.central.key).toMatch(/^[0-9a-f]{32}$/);
    expect(links.central.key).not.toBe(before);
  });

  it('tells both sides what came of it', async () => {
    const told: unknown[] = [];
    const onPaired = ({ model }: PairingResult) => told.push(model);
    const onSecured = (security: KeySecurity) => told.push(security);
    const two = connectTwo({
      central: { onPaired, onSecured },
      peripheral: { onPaired, onSecured },
    });
    await two.clock.run(two.central.pair());
    await two.clock.advance(100);
    expect(told).toEqual(['justWorks', JUST_WORKS, 'justWorks', JUST_WORKS]);
  });
});

describe('repeated attempts', () => {
  it('have to wait, twice as long after each failure (2.3.6)', async () => {
    const people = new TwoPeople();
    const attempts = new AttemptGuard(people.clock);
    const { central, clock } = connectTwo({
      clock: people.clock,
      central: { user: { enterPasskey: () => Promise.resolve('000000') } },
      peripheral: { user: people.with('displayOnly'), attempts },
    });
    const attempt = async () =>
      clock.run(central.pair().catch((error: unknown) => error as { readonly reason?: number }));
    for (const waitMs of [1000, 2000, 4000]) {
      expect(await attempt()).toMatchObject({ reason: SmpReason.confirmValueFailed });
      await clock.advance(waitMs - 100);
      expect(await attempt()).toMatchObject({ reason: SmpReason.repeatedAttempts });
      await clock.advance(100);
    }
    expect(await attempt()).toMatchObject({ reason: SmpReason.confirmValueFailed });
  });

  it('need not wait when no secret was tried', async () => {
    const people = new TwoPeople();
    const attempts = new AttemptGuard(people.clock);
    const central = { policy: { minimumKeySize: 7, maximumKeySize: 7 } };
    const two = connectTwo({ clock: people.clock, central, peripheral: { attempts } });
    await two.clock.run(two.central.pair().catch(() => {}));
    await two.clock.advance(100);
    expect(two.failures.peripheral).toMatchObject([{ reason: SmpReason.encryptionKeySize }]);
    expect(attempts.waitMs(CENTRAL.address)).toBe(0);
  });

  it('are not begun by ourselves before their time either', async () => {
    const clock = new TwoPeople().clock;
    const attempts = new AttemptGuard(clock);
    attempts.failed(PERIPHERAL.address);
    const { central, links } = connectTwo({ clock, central: { attempts } });
    await expect(central.pair()).rejects.toMatchObject({ reason: SmpReason.repeatedAttempts });
    expect(links.central.sent).toEqual([]);
  });
});

describe('SecurityManager.encrypt', () => {
  it.each([
    ['Secure Connections', {}],
    ['legacy pairing', LEGACY],
  ])('takes up the bond on the next link: %s', async (_, options) => {
    const { first, second } = await bonded(options);
    const security = await second.clock.run(second.central.secure());
    expect(security).toEqual(first.central.security);
    expect(second.peripheral.security).toEqual(security);
    expect(second.links.central.sent).toEqual([]);
    expect(second.links.central.key).toBe(bondKey(first));
  });

  it.each([
    ['Secure Connections', {}],
    ['legacy pairing, whose keys differ by role', LEGACY],
  ])('takes up the bond with roles exchanged: %s', async (_, options) => {
    const { first } = await bonded(options);
    const addresses = { central: PERIPHERAL, peripheral: CENTRAL };
    const second = connectTwo({ after: first, isReversed: true, addresses });
    await second.clock.run(second.central.encrypt());
    expect(second.peripheral.security).toEqual(first.central.security);
  });

  it('fails when the peer has lost its bond', async () => {
    const { second } = await bonded();
    second.stores.peripheral.remove(CENTRAL);
    await expect(second.clock.run(second.central.encrypt())).rejects.toThrow('PIN or key missing');
    expect(second.central.security).toBeUndefined();
    // And pairing anew mends it.
    expect(await second.clock.run(second.central.pair())).toMatchObject({ security: JUST_WORKS });
  });

  it('ends when the link does', async () => {
    const { second } = await bonded();
    const encrypting = second.central.encrypt().catch((error: unknown) => error);
    const lost = new TransportError('link lost');
    second.links.central.onClosed?.(lost);
    expect(await encrypting).toBe(lost);
  });

  it('stays as it is when a controller reports it twice', async () => {
    const { central, clock, links } = connectTwo();
    await clock.run(central.pair());
    links.central.onEncrypted?.();
    expect(central.security).toEqual(JUST_WORKS);
  });

  it('needs a bond', async () => {
    await expect(connectTwo().central.encrypt()).rejects.toThrow('pair first');
  });

  it('gives a controller no key but by the EDIV and Rand it belongs to', async () => {
    const { second } = await bonded(LEGACY);
    const key = second.peripheral.bond?.peripheralKey;
    const rand = BigInt(`0x${key?.rand}`);
    const ask = second.links.peripheral.onKeyRequest;
    expect(ask?.(0, 0n)).toBeUndefined();
    expect(ask?.(key?.ediv ?? 0, rand ^ 1n)).toBeUndefined();
    expect(ask?.((key?.ediv ?? 0) ^ 1, rand)).toBeUndefined();
    expect(ask && toHex(ask(key?.ediv ?? 0, rand) ?? new Uint8Array())).toBe(key?.ltk);
  });

  it('gives a controller no key of the bond while a new one is being made', async () => {
    const { second } = await bonded();
    const ask = second.links.peripheral.onKeyRequest;
    expect(ask?.(0, 0n)).toHaveLength(16);
    second.central.pair().catch(() => {});
    await second.clock.advance(15);
    expect(second.peripheral.isPairing).toBe(true);
    expect(ask?.(0, 0n)).toBeUndefined();
  });

  it('finds the bond of a private address by the identity it was resolved to', async () => {
    const { first } = await bonded();
    const addresses = { peripheral: { address: 0x4170_8194_0dfb, type: 'random' } } as const;
    const stranger = connectTwo({ after: first, addresses });
    expect(stranger.central.bond).toBeUndefined();
    const resolved = connectTwo({
      after: first,
      addresses,
      identities: { peripheral: PERIPHERAL },
    });
    await resolved.clock.run(resolved.central.encrypt());
    expect(resolved.central.security).toEqual(JUST_WORKS);
  });
});

describe('SecurityManager.bond', () => {
  it('is found on the link on which the peer told its identity', async () => {
    const identity = { ...PERIPHERAL, irk: fromHex('11'.repeat(16)) };
    const passing = { address: 0x4170_8194_0dfb, type: 'random' } as const;
    const two = connectTwo({ peripheral: { identity }, addresses: { peripheral: passing } });
    const { bond } = await two.clock.run(two.central.pair());
    expect(bond?.peer).toEqual(PERIPHERAL);
    expect(two.central.bond).toEqual(bond);
    await two.clock.advance(100);
    expect(await two.clock.run(two.central.encrypt())).toEqual(JUST_WORKS);
  });
});

describe('SecurityManager.secure of a peripheral', () => {
  it('makes the central pair (2.4.6)', async () => {
    const { peripheral, central, clock } = connectTwo();
    expect(await clock.run(peripheral.secure())).toEqual(JUST_WORKS);
    expect(central.security).toEqual(JUST_WORKS);
  });

  it('makes the central use the bond', async () => {
    const { second } = await bonded();
    expect(await second.clock.run(second.peripheral.secure())).toEqual(JUST_WORKS);
    expect(second.links.peripheral.sent).toHaveLength(1);
    expect(second.links.central.sent).toEqual([]);
  });

  it('makes the central pair anew when the bond is not authenticated and shall be', async () => {
    const { first } = await bonded();
    const people = new TwoPeople();
    const user = people.with('keyboardDisplay');
    const clock = first.clock;
    const ask = { ...user, confirmNumber: () => Promise.resolve(true) };
    const second = connectTwo({ after: first, central: { user: ask }, peripheral: { user: ask } });
    expect(await clock.run(second.peripheral.secure())).toMatchObject({ isAuthenticated: true });
  });

  it('is refused by a central that does not pair', async () => {
    const { peripheral, clock } = connectTwo({ central: NOTHING_PAIRABLE });
    await expect(clock.run(peripheral.secure())).rejects.toMatchObject({
      reason: SmpReason.pairingNotSupported,
      isFromPeer: true,
    });
  });

  it('gives up 30 s after it asked, and may ask again', async () => {
    let isDeaf = true;
    const { peripheral, clock } = connectTwo({ tamper: (pdu) => (isDeaf ? [] : [pdu]) });
    await expect(clock.run(peripheral.secure())).rejects.toBeInstanceOf(TimeoutError);
    expect(clock.now()).toBe(30_000);
    isDeaf = false;
    expect(await clock.run(peripheral.secure())).toEqual(JUST_WORKS);
  });

  it('waits longer than 30 s once the central pairs, and takes its time', async () => {
    const people = new TwoPeople();
    const oob = async () => {
      await waiting(people, 20);
      return undefined;
    };
    const slow = { ...people.with('displayYesNo'), confirmNumber: () => waiting(people, 20) };
    const { peripheral, clock } = connectTwo({
      clock: people.clock,
      central: { user: { ...slow, oob } },
      peripheral: { user: people.with('displayYesNo') },
    });
    expect(await clock.run(peripheral.secure())).toMatchObject({ isAuthenticated: true });
    expect(clock.now()).toBeGreaterThan(40_000);
  });

  it('asks once however often it is called', async () => {
    const { peripheral, clock, links } = connectTwo({ tamper: silence });
    const both = [peripheral.secure(), peripheral.secure()].map((one) => one.catch(() => {}));
    await clock.run(Promise.all(both));
    expect(links.peripheral.sent).toEqual(['0b09']);
  });

  it('opens a peripheral that is not pairable otherwise, and asks nobody', async () => {
    const user = { confirmPairing: () => Promise.resolve(false) };
    const { peripheral, clock } = connectTwo({ peripheral: { user, ...NOTHING_PAIRABLE } });
    expect(await clock.run(peripheral.secure())).toEqual(JUST_WORKS);
  });

  it('is ignored by a central whose link is secure already', async () => {
    const { central, links, clock } = connectTwo();
    await clock.run(central.pair());
    await clock.advance(100);
    const before = links.central.sent.length;
    links.central.onReceive?.(fromHex('0b01'));
    await clock.advance(100);
    expect(links.central.sent).toHaveLength(before);
  });
});

describe('SecurityManager.secure', () => {
  it('has nothing to do on a link that is secure, at either end', async () => {
    const { central, peripheral, links, clock } = connectTwo();
    await clock.run(central.secure());
    await clock.advance(100);
    const before = [links.central.sent.length, links.peripheral.sent.length];
    expect(await central.secure()).toEqual(JUST_WORKS);
    expect(await peripheral.secure()).toEqual(JUST_WORKS);
    expect([links.central.sent.length, links.peripheral.sent.length]).toEqual(before);
  });

  it('waits for a pairing that is under way, at either end, whoever began it', async () => {
    const { central, peripheral, links, clock } = connectTwo();
    const pairing = central.pair();
    const secured = [central.secure()];
    await clock.advance(100);
    secured.push(peripheral.secure());
    await clock.run(pairing);
    expect(await clock.run(Promise.all(secured))).toEqual([JUST_WORKS, JUST_WORKS]);
    // Neither a second Pairing Request nor a Security Request.
    const begun = [...links.central.sent, ...links.peripheral.sent].filter((hex) =>
      /^0[1b]/.test(hex),
    );
    expect(begun).toHaveLength(1);
  });

  it('waits for encryption that is under way, since the peripheral asked for it', async () => {
    const { second } = await bonded();
    const asking = second.peripheral.secure();
    await second.clock.advance(15);
    expect(second.central.security).toBeUndefined();
    expect(await second.clock.run(second.central.secure())).toEqual(JUST_WORKS);
    expect(await second.clock.run(asking)).toEqual(JUST_WORKS);
  });

  it('pairs anew where the bond does not reach what the policy asks for', async () => {
    const { first } = await bonded();
    const people = new TwoPeople();
    const user = { ...people.with('displayYesNo'), confirmNumber: () => Promise.resolve(true) };
    const strict = { user, policy: { mitm: 'required' } } as const;
    const second = connectTwo({ after: first, central: strict, peripheral: { user } });
    const security = await second.clock.run(second.central.secure());
    expect(security).toMatchObject({ isAuthenticated: true });
  });
});

describe('a PDU that nobody waits for', () => {
  it.each([
    ['a confirm value', `03${'11'.repeat(16)}`, { notExpected: 1 }],
    ['a long term key', `06${'11'.repeat(16)}`, { notExpected: 1 }],
    ['a keypress', '0e00', { notExpected: 1 }],
    ['Pairing Failed', '0508', { notExpected: 1 }],
    ['an opcode that is reserved', '0f00', { unknownCode: 1 }],
    ['no byte at all', '', { malformed: 1 }],
    ['half a confirm value', `03${'11'.repeat(8)}`, { malformed: 1 }],
  ])('is counted and not answered: %s', async (_, hex, violations) => {
    for (const role of ['central', 'peripheral'] as const) {
      const { clock, links, ...managers } = connectTwo();
      links[role].onReceive?.(fromHex(hex));
      await clock.advance(1000);
      expect(links[role].sent).toEqual([]);
      expect(managers[role].violations).toEqual(violations);
      expect(managers[role].isPairing).toBe(false);
    }
  });

  it('is refused from the wrong side: Pairing Request, Security Request', async () => {
    const { clock, links, central, peripheral } = connectTwo();
    links.central.onReceive?.(fromHex('01030001100303'));
    links.peripheral.onReceive?.(fromHex('0b01'));
    await clock.advance(1000);
    expect([links.central.sent, links.peripheral.sent]).toEqual([['0507'], ['0507']]);
    // Each Pairing Failed comes to somebody who did not expect it.
    const violations = { wrongRole: 1, refused: 1, notExpected: 1 };
    expect([central.violations, peripheral.violations]).toEqual([violations, violations]);
  });

  it('is answered when it is half a Pairing Request', async () => {
    const { links } = connectTwo();
    links.peripheral.onReceive?.(fromHex('010300'));
    expect(links.peripheral.sent).toEqual(['050a']);
  });

  it('is ignored in the middle of a pairing when its opcode is reserved (3.3)', async () => {
    const { central, clock } = connectTwo({ tamper: (pdu) => [fromHex('ff0102'), pdu] });
    expect(await clock.run(central.pair())).toMatchObject({ security: JUST_WORKS });
  });

  it('does no harm while a passkey is entered when it is a keypress', async () => {
    const people = new TwoPeople();
    const keypress = bytesOf({ kind: 'pairingKeypressNotification', notificationType: 1 });
    const { central, clock } = connectTwo({
      clock: people.clock,
      central: { user: people.with('keyboardOnly') },
      peripheral: { user: people.with('displayOnly') },
      tamper: (pdu) => [keypress, pdu],
    });
    expect(await clock.run(central.pair())).toMatchObject({ model: 'responderDisplays' });
  });

  it('ends the pairing when it comes as a second Pairing Request', async () => {
    const { central, peripheral, clock } = connectTwo({
      tamper: (pdu) => (toHex(pdu).startsWith('01') ? [pdu, pdu] : [pdu]),
    });
    await expect(clock.run(central.pair())).rejects.toMatchObject({ isFromPeer: true });
    expect(peripheral.isPairing).toBe(false);
  });
});

describe('SecurityManager.sign', () => {
  const data = fromHex('d212001337');

  it('is believed by the peer, once for each signature', async () => {
    const { second } = await bonded();
    const first = await second.central.sign(data);
    const next = await second.central.sign(data);
    expect(first).not.toEqual(next);
    expect(await second.peripheral.isSigned(data, first)).toBe(true);
    expect(await second.peripheral.isSigned(data, first)).toBe(false);
    expect(await second.peripheral.isSigned(data, next)).toBe(true);
    expect(await second.peripheral.isSigned(data, first)).toBe(false);
  });

  it('goes on counting on the next link', async () => {
    const { second } = await bonded();
    await second.peripheral.sign(data);
    const third = connectTwo({ after: second });
    expect(toHex(await third.peripheral.sign(data)).slice(0, 8)).toBe('01000000');
  });

  it('is not believed of other data, nor of another key', async () => {
    const { second } = await bonded();
    const signature = await second.central.sign(data);
    expect(await second.peripheral.isSigned(fromHex('d212001338'), signature)).toBe(false);
    expect(await second.central.isSigned(data, signature)).toBe(false);
  });

  it('needs a bond with signing keys', async () => {
    const { central } = connectTwo();
    await expect(central.sign(data)).rejects.toBeInstanceOf(UsageError);
    expect(await central.isSigned(data, new Uint8Array(12))).toBe(false);
    const { second } = await bonded({ policy: { signing: false } });
    await expect(second.central.sign(data)).rejects.toBeInstanceOf(UsageError);
  });

  it('refuses to use a counter twice when all are used', async () => {
    const { second } = await bonded();
    const { bond } = second.central;
    if (!bond?.ownSigning) throw new Error('no signing key');
    const used = { ...bond.ownSigning, nextCounter: 2 ** 32 };
    second.stores.central.save({ ...bond, ownSigning: used });
    await expect(second.central.sign(data)).rejects.toThrow('all counters');
  });
});

describe('a policy', () => {
  it.each([
    { minimumKeySize: 6 },
    { maximumKeySize: 17 },
    { maximumKeySize: 15 },
    { minimumKeySize: Number.NaN },
  ])('with key sizes %j is refused', (policy) => {
    expect(() => connectTwo({ central: { policy } })).toThrow(UsageError);
  });
});

/** A first link on which they have paired, and a second one. */
async function bonded(peripheral: Partial<SecurityManagerOptions> = {}) {
  const first = connectTwo({ peripheral });
  await first.clock.run(first.central.pair());
  await first.clock.advance(100);
  return { first, second: connectTwo({ after: first }) };
}

function bondKey({ stores }: Two): string | undefined {
  return stores.central.find(PERIPHERAL)?.centralKey?.ltk;
}

function waiting({ clock }: TwoPeople, seconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    clock.after(seconds * 1000, () => resolve(true));
  });
}
