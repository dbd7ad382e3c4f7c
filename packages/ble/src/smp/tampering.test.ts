// Somebody stands between: every PDU of every kind of pairing, changed on its way.

import { describe, expect, it } from 'vitest';
import { decode } from '../codec/index.ts';
import { fromHex, toHex } from '../core/index.ts';
import { DEBUG_KEY_PAIR, keyPairOf, type P256PublicKey } from '../crypto/index.ts';
import { MemoryBondStore } from './bond-store.ts';
import { makeOobData } from './oob.ts';
import type { PairingUser } from './pairing-user.ts';
import { type IoCapability, type SmpKind, type SmpPdu, smpPdu } from './pdu.ts';
import { SmpError, SmpReason } from './smp-error.ts';
import {
  bytesOf,
  connectTwo,
  PERIPHERAL,
  type Role,
  seededRandom,
  type Tamper,
  type Two,
  TwoPeople,
} from './two-managers.contract.ts';

/** One kind of pairing, and how many PDUs it takes until the link is encrypted. */
interface Kind {
  readonly name: string;
  readonly isSecure: boolean;
  readonly central: IoCapability;
  readonly peripheral: IoCapability;
  readonly isOob?: boolean;
  readonly pdus: number;
}

const KINDS: readonly Kind[] = [
  { name: 'legacy just works', isSecure: false, ...both('noInputNoOutput'), pdus: 6 },
  { name: 'legacy, central shows', isSecure: false, ...shown('central'), pdus: 6 },
  { name: 'legacy, peripheral shows', isSecure: false, ...shown('peripheral'), pdus: 6 },
  { name: 'legacy out of band', isSecure: false, ...both('noInputNoOutput'), isOob: true, pdus: 6 },
  { name: 'just works', isSecure: true, ...both('noInputNoOutput'), pdus: 9 },
  { name: 'comparison', isSecure: true, ...both('displayYesNo'), pdus: 9 },
  { name: 'central shows', isSecure: true, ...shown('central'), pdus: 86 },
  { name: 'peripheral shows', isSecure: true, ...shown('peripheral'), pdus: 86 },
  { name: 'both enter', isSecure: true, ...both('keyboardOnly'), pdus: 86 },
  { name: 'out of band', isSecure: true, ...both('noInputNoOutput'), isOob: true, pdus: 8 },
];

/** The first PDU after the features. */
const FIRST_OF_PHASE_2 = 2;

describe.each(KINDS)('$name', (kind) => {
  it('takes as many PDUs as are tampered with here', async () => {
    let count = 0;
    const two = connectKind(kind, (pdu, _, isEncrypted) => {
      if (!isEncrypted) count++;
      return [pdu];
    });
    await two.clock.run(two.central.pair());
    expect(count).toBe(kind.pdus);
  });

  it('fails at both ends when a bit of any PDU is changed', async () => {
    for (let target = FIRST_OF_PHASE_2; target < kind.pdus; target += stepOf(kind)) {
      for (const place of [1, 16]) {
        const two = connectKind(kind, changing(target, flipped(place)));
        await expectFailure(two, `PDU ${target}, byte ${place}`);
      }
    }
  });

  it('fails at both ends when any PDU is cut short or made longer', async () => {
    for (let target = 0; target < kind.pdus; target += stepOf(kind)) {
      const shorter = connectKind(
        kind,
        changing(target, (pdu) => [pdu.slice(0, -1)]),
      );
      await expectFailure(shorter, `PDU ${target} shorter`);
      const longer = connectKind(
        kind,
        changing(target, (pdu) => [Uint8Array.of(...pdu, 0)]),
      );
      await expectFailure(longer, `PDU ${target} longer`);
    }
  });

  it('fails at both ends when any PDU comes twice', async () => {
    for (let target = 0; target < kind.pdus; target += stepOf(kind)) {
      const two = connectKind(
        kind,
        changing(target, (pdu) => [pdu, pdu]),
      );
      // The last one of all comes when its receiver has asked for encryption: also out of turn.
      await expectFailure(two, `PDU ${target} twice`);
    }
  });

  it('fails at both ends, by time, when any PDU is lost (3.4)', async () => {
    for (let target = 0; target < kind.pdus; target += stepOf(kind)) {
      const two = connectKind(
        kind,
        changing(target, () => []),
      );
      await expectFailure(two, `PDU ${target} lost`);
    }
  });

  it('fails at both ends when the features are changed (c1, f6)', async () => {
    // Capabilities, OOB flag, and the reserved bits of AuthReq, which no table reads.
    for (const [target, place, value] of [
      [0, 3, 0xc0],
      [1, 3, 0xc0],
    ] as const) {
      const two = connectKind(
        kind,
        changing(target, (pdu) => [pdu.map((byte, i) => (i === place ? byte ^ value : byte))]),
      );
      await expectFailure(two, `PDU ${target}, byte ${place}`);
    }
  });
});

describe('a public key', () => {
  const kind: Kind = { name: '', isSecure: true, ...both('displayYesNo'), pdus: 9 };
  const ours = keyPairOf(fromHex('01'.repeat(32))).publicKey;

  const bad: readonly [string, (key: P256PublicKey) => P256PublicKey][] = [
    ['with y made 0 (CVE-2018-5383)', ({ x }) => ({ x, y: new Uint8Array(32) })],
    ['of zeros', () => ({ x: new Uint8Array(32), y: new Uint8Array(32) })],
    ['whose x is not below the prime', () => ({ x: new Uint8Array(32).fill(0xff), y: ours.y })],
    ['that everybody knows', () => DEBUG_KEY_PAIR.publicKey],
  ];

  it.each(bad)('%s is refused by either side', async (_, change) => {
    for (const from of ['central', 'peripheral'] as const) {
      const two = connectKind(kind, replacing(from, 'pairingPublicKey', changeKey(change)));
      await expectFailure(two, from);
      expectReason(two, from === 'central' ? 'peripheral' : 'central', SmpReason.invalidParameters);
    }
  });

  it('that is our own sent back is refused (CVE-2020-26558), and its mirror', async () => {
    for (const isMirror of [false, true]) {
      let own: P256PublicKey | undefined;
      const two = connectKind(kind, (bytes, from) => {
        const pdu = decode(smpPdu, bytes);
        if (pdu.kind !== 'pairingPublicKey') return [bytes];
        if (from === 'central') own = { x: pdu.x, y: isMirror ? mirrored(pdu.y) : pdu.y };
        return [from === 'central' || !own ? bytes : bytesOf({ kind: 'pairingPublicKey', ...own })];
      });
      await expectFailure(two, 'reflected');
      expectReason(two, 'central', SmpReason.invalidParameters);
    }
  });

  it('that everybody knows is taken in debug mode alone (2.3.5.6.1)', async () => {
    const policy = { debugMode: true };
    const two = connectTwo({ central: { policy }, peripheral: { policy } });
    await two.clock.run(two.central.pair());
    await two.clock.advance(100);
    expect(two.peripheral.security).toBeDefined();

    const one = connectTwo({ central: { policy } });
    await expectFailure(one, 'debug key');
    expectReason(one, 'peripheral', SmpReason.invalidParameters);
  });
});

describe('our own values sent back', () => {
  it.each([false, true])('are refused: Secure Connections %s', async (isSecure) => {
    const own = new Map<SmpKind | 'unknown', Uint8Array>();
    const two = connectKind(
      { name: '', isSecure, ...shown('peripheral'), pdus: 0 },
      (bytes, from) => {
        const { kind } = decode(smpPdu, bytes);
        if (kind !== 'pairingConfirm' && kind !== 'pairingRandom') return [bytes];
        if (from === 'central') own.set(kind, bytes.slice());
        return [own.get(kind) ?? bytes];
      },
    );
    await expectFailure(two, 'reflected');
    expectReason(two, 'central', SmpReason.confirmValueFailed);
  });
});

describe('a random value', () => {
  it('that comes before its time is refused, though it is right', async () => {
    const randomValue = seededRandom(1)(16);
    const early = bytesOf({ kind: 'pairingRandom', randomValue });
    const run = async (isEarly: boolean) => {
      const two: Two = connectTwo({
        central: { policy: { secureConnections: 'never' } },
        tamper: (bytes, from) => {
          const { kind } = decode(smpPdu, bytes);
          if (!isEarly || from === 'peripheral') return [bytes];
          if (kind === 'pairingConfirm') {
            // Both at once: the peripheral has not answered the first yet.
            two.clock.after(10, () => {
              two.links.peripheral.onReceive?.(bytes);
              two.links.peripheral.onReceive?.(early);
            });
          }
          return kind === 'pairingConfirm' || kind === 'pairingRandom' ? [] : [bytes];
        },
      });
      const outcome = await two.clock.run(two.central.pair().catch((error: unknown) => error));
      return { two, outcome };
    };
    const { two } = await run(false);
    expect(two.links.central.sent).toContain(toHex(early));
    const { outcome } = await run(true);
    expect(outcome).toMatchObject({ reason: SmpReason.unspecifiedReason, isFromPeer: true });
  });
});

describe('features', () => {
  const features: readonly [string, string, number][] = [
    ['IO capabilities 5', '01050000100101', SmpReason.invalidParameters],
    ['OOB flag 2', '01000200100101', SmpReason.invalidParameters],
    ['a key size of 6', '01030001060101', SmpReason.invalidParameters],
    ['a key size of 17', '01030001110101', SmpReason.invalidParameters],
    ['a key size of 0', '01030001000101', SmpReason.invalidParameters],
    ['a key size of 255', '01030001ff0101', SmpReason.invalidParameters],
    ['a key size of 15', '010300010f0101', SmpReason.encryptionKeySize],
    ['one byte too few', '010300011001', SmpReason.invalidParameters],
    ['one byte too many', '0103000110010100', SmpReason.invalidParameters],
  ];

  it.each(features)('with %s are refused by a peripheral', async (_, hex, reason) => {
    const two = connectTwo({ tamper: replacing('central', 'pairingRequest', () => fromHex(hex)) });
    await expectFailure(two, hex);
    expect(two.links.peripheral.sent).toContain(`05${toHex(Uint8Array.of(reason))}`);
  });

  it.each(features)('with %s are refused by a central', async (_, hex, reason) => {
    const answer = fromHex(`02${hex.slice(2)}`);
    const two = connectTwo({ tamper: replacing('peripheral', 'pairingResponse', () => answer) });
    await expectFailure(two, hex);
    expect(two.links.central.sent).toContain(`05${toHex(Uint8Array.of(reason))}`);
  });

  it('with more keys than were asked for are refused (3.5.2)', async () => {
    const answer = fromHex('02030001100707');
    const two = connectTwo({
      central: { policy: { signing: false } },
      tamper: replacing('peripheral', 'pairingResponse', () => answer),
    });
    await expectFailure(two, 'more keys');
    expectReason(two, 'central', SmpReason.invalidParameters);
  });

  it.each([
    ['just works', { mitm: 'required' }],
    ['legacy pairing', { secureConnections: 'required' }],
  ] as const)('that lead to %s are refused where more is asked for', async (_, policy) => {
    for (const side of ['central', 'peripheral'] as const) {
      const other = side === 'central' ? 'peripheral' : 'central';
      const two = connectTwo({
        [side]: { policy },
        [other]: { policy: { secureConnections: 'never' } },
      });
      await expectFailure(two, side);
      expectReason(two, side, SmpReason.authenticationRequirements);
    }
  });
});

describe('keys', () => {
  it.each([
    ['with the last PDU in the clear', true],
    ['between that and encryption', false],
  ])('before the link is encrypted are refused: %s', async (_, isAtOnce) => {
    const identity = { ...PERIPHERAL, irk: fromHex('11'.repeat(16)) };
    const planted: readonly SmpPdu[] = [
      { kind: 'identityInformation', identityResolvingKey: fromHex('66'.repeat(16)) },
      { kind: 'identityAddressInformation', addressType: 'public', address: 0x666666666666 },
      { kind: 'signingInformation', signatureKey: fromHex('66'.repeat(16)) },
    ];
    const two: Two = connectTwo({
      peripheral: { identity },
      tamper: (pdu, from, isEncrypted) => {
        if (from === 'peripheral' && decode(smpPdu, pdu).kind === 'pairingDhKeyCheck') {
          const deliver = (messages: readonly Uint8Array[]) => () => {
            for (const message of messages) two.links.central.onReceive?.(message);
          };
          const keys = planted.map(bytesOf);
          two.clock.after(10, deliver(isAtOnce ? [pdu, ...keys] : [pdu]));
          if (!isAtOnce) two.clock.after(15, deliver(keys));
          return [];
        }
        // The true keys get lost.
        return from === 'peripheral' && isEncrypted ? [] : [pdu];
      },
    });
    await two.clock.run(two.central.pair().catch(() => {}));
    await two.clock.advance(60_000);
    expect([...two.stores.central.all()]).toEqual([]);
    expectReason(two, 'central', SmpReason.unspecifiedReason);
  });

  it('in another order are refused (2.4.3)', async () => {
    const waiting: Uint8Array[] = [];
    const two = connectTwo({
      peripheral: { policy: { secureConnections: 'never' } },
      tamper: (pdu, from) => {
        const { kind } = decode(smpPdu, pdu);
        if (from === 'central' || kind !== 'encryptionInformation')
          return [pdu, ...waiting.splice(0)];
        waiting.push(pdu);
        return [];
      },
    });
    await expectFailure(two, 'order');
  });

  it('of a random identity that changes are refused (3.6.5)', async () => {
    const identity = {
      address: 0x4170_8194_0dfb,
      type: 'random',
      irk: fromHex('11'.repeat(16)),
    } as const;
    const two = connectTwo({ peripheral: { identity } });
    await expectFailure(two, 'identity');
    expectReason(two, 'central', SmpReason.invalidParameters);
  });

  it('of an identity that is bonded with more security are refused', async () => {
    const people = new TwoPeople();
    const identity = {
      address: 0xa4c138000011,
      type: 'public',
      irk: fromHex('11'.repeat(16)),
    } as const;
    const good = connectTwo({
      clock: people.clock,
      central: { user: people.with('displayYesNo') },
      peripheral: { user: people.with('displayYesNo'), identity },
    });
    const { bond } = await good.clock.run(good.central.pair());
    const thief = connectTwo({
      after: good,
      peripheral: { identity, bonds: new MemoryBondStore() },
    });
    const error = await good.clock.run(thief.central.pair().catch((e: unknown) => e));
    expect(error).toMatchObject({ reason: SmpReason.keyRejected, isFromPeer: false });
    expect([...good.stores.central.all()]).toEqual([bond]);
    expect(thief.central.security).toBeUndefined();
  });

  it('of a peer that is bonded with more security are not asked for again', async () => {
    const people = new TwoPeople();
    const good = connectTwo({
      clock: people.clock,
      central: { user: people.with('displayYesNo') },
      peripheral: { user: people.with('displayYesNo') },
    });
    await good.clock.run(good.central.pair());
    const weaker = connectTwo({ after: good });
    await expect(good.clock.run(weaker.central.pair())).rejects.toMatchObject({
      reason: SmpReason.authenticationRequirements,
    });
  });
});

describe('a passkey', () => {
  it.each([
    ['legacy', false],
    ['Secure Connections', true],
  ])('that is wrong ends the pairing: %s', async (_, isSecure) => {
    const people = new TwoPeople();
    const typing: PairingUser = {
      enterPasskey: async (prompt) => {
        const right = await people.with('keyboardOnly').enterPasskey?.(prompt);
        return right === '000000' ? '000001' : '000000';
      },
    };
    const policy = isSecure ? {} : ({ secureConnections: 'never' } as const);
    const two = connectTwo({
      clock: people.clock,
      central: { user: people.with('displayOnly'), policy },
      peripheral: { user: typing },
    });
    await expectFailure(two, 'wrong passkey');
    const reasons = [...two.failures.central, ...two.failures.peripheral];
    expect(reasons).toMatchObject([
      { reason: SmpReason.confirmValueFailed },
      { reason: SmpReason.confirmValueFailed },
    ]);
  });
});

function both(capability: IoCapability) {
  return { central: capability, peripheral: capability };
}

/** Who shows a passkey, and who types it. */
function shown(by: Role) {
  return {
    central: by === 'central' ? 'displayOnly' : 'keyboardOnly',
    peripheral: by === 'central' ? 'keyboardOnly' : 'displayOnly',
  } as const;
}

/** Of the long ones, not each of the twenty rounds is tried, but the first and the last PDUs are. */
function stepOf({ pdus }: Kind): number {
  return pdus > 20 ? 7 : 1;
}

function connectKind(kind: Kind, tamper: Tamper): Two {
  const people = new TwoPeople();
  const policy = kind.isSecure ? {} : ({ secureConnections: 'never' } as const);
  const ofCentral = makeOobData(seededRandom(11));
  const ofPeripheral = makeOobData(seededRandom(12));
  const legacyKey = fromHex('2126b89b09e8b2242164d03104e9bb93');
  const knows = (own: typeof ofCentral, peer: typeof ofCentral): PairingUser => ({
    oob: () => Promise.resolve(kind.isSecure ? { own, peer: peer.values } : { legacyKey }),
  });
  return connectTwo({
    clock: people.clock,
    tamper,
    central: {
      policy,
      user: kind.isOob ? knows(ofCentral, ofPeripheral) : people.with(kind.central),
    },
    peripheral: {
      policy,
      user: kind.isOob ? knows(ofPeripheral, ofCentral) : people.with(kind.peripheral),
    },
  });
}

/** Changes the PDU that is sent as number `target`, both directions counted. */
function changing(target: number, change: (pdu: Uint8Array) => readonly Uint8Array[]): Tamper {
  let count = 0;
  return (pdu, _, isEncrypted) => (!isEncrypted && count++ === target ? change(pdu) : [pdu]);
}

/** Puts another PDU in the place of the first of a kind. */
function replacing(from: Role, kind: SmpKind, change: (pdu: SmpPdu) => Uint8Array): Tamper {
  return (bytes, sender) => {
    const pdu = decode(smpPdu, bytes);
    return [sender === from && pdu.kind === kind ? change(pdu) : bytes];
  };
}

function changeKey(change: (key: P256PublicKey) => P256PublicKey) {
  return (pdu: SmpPdu) =>
    pdu.kind === 'pairingPublicKey' ? bytesOf({ ...pdu, ...change(pdu) }) : bytesOf(pdu);
}

function flipped(place: number) {
  return (pdu: Uint8Array) => [pdu.map((byte, i) => (i === place ? byte ^ 1 : byte))];
}

/** The prime minus y. */
function mirrored(y: Uint8Array): Uint8Array {
  const prime = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
  return fromHex((prime - BigInt(`0x${toHex(y)}`)).toString(16).padStart(64, '0'));
}

async function expectFailure(two: Two, what: string): Promise<void> {
  const error = await two.clock.run(two.central.pair().catch((error: unknown) => error));
  await two.clock.advance(60_000);
  expect(error, what).toBeInstanceOf(Error);
  expect([...two.stores.central.all(), ...two.stores.peripheral.all()], what).toEqual([]);
  expect([two.central.security, two.peripheral.security], what).toEqual([undefined, undefined]);
  expect([two.central.isPairing, two.peripheral.isPairing], what).toEqual([false, false]);
}

function expectReason({ failures }: Two, role: Role, reason: number): void {
  const [error] = failures[role];
  expect(error).toBeInstanceOf(SmpError);
  expect(error).toMatchObject({ reason, isFromPeer: false });
}
