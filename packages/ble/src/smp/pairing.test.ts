// Two managers pair with each other: every model, both kinds of pairing, either role.

import { describe, expect, it } from 'vitest';
import { fromHex } from '../core/index.ts';
import { type AssociationModel, associationModel } from './association-model.ts';
import { makeOobData, type OobData } from './oob.ts';
import { ioCapabilityOf, type PairingUser } from './pairing-user.ts';
import type { IoCapability } from './pdu.ts';
import { SmpError, SmpReason } from './smp-error.ts';
import { connectTwo, seededRandom, type Two, TwoPeople } from './two-managers.contract.ts';

const CAPABILITIES: readonly IoCapability[] = [
  'displayOnly',
  'displayYesNo',
  'keyboardOnly',
  'noInputNoOutput',
  'keyboardDisplay',
];

/**
 * Table 2.8 of Vol 3, Part H, once more and written differently: a row for each responder, a column for
 * each initiator. J just works, N numeric comparison, I and R the side that displays, B both enter.
 */
const MODELS = {
  legacy: ['JJRJR', 'JJRJR', 'IIBJI', 'JJJJJ', 'IIRJI'],
  secure: ['JJRJR', 'JNRJN', 'IIBJI', 'JJJJJ', 'INRJN'],
} as const;

const BY_LETTER: Readonly<Record<string, AssociationModel>> = {
  J: 'justWorks',
  N: 'numericComparison',
  I: 'initiatorDisplays',
  R: 'responderDisplays',
  B: 'bothEnter',
};

const CASES = (['legacy', 'secure'] as const).flatMap((kind) =>
  CAPABILITIES.flatMap((peripheral, row) =>
    CAPABILITIES.map((central, column) => {
      const letter = MODELS[kind][row]?.[column] ?? '';
      return { kind, central, peripheral, model: BY_LETTER[letter] };
    }),
  ),
);

describe('a pairing', () => {
  it.each(CASES)(
    '$kind of $central with $peripheral is by $model, and both keep the same keys',
    async ({ kind, central, peripheral, model }) => {
      const people = new TwoPeople();
      const two = connectTwo({
        clock: people.clock,
        central: { user: people.with(central) },
        peripheral: { user: people.with(peripheral), policy: policyOf(kind) },
      });
      const result = await two.clock.run(two.central.pair());
      await two.clock.advance(100);

      const security = {
        isAuthenticated: model !== 'justWorks',
        isSecureConnections: kind === 'secure',
        keySize: 16,
      };
      expect(result).toMatchObject({ model, security });
      expect(two.central.security).toEqual(security);
      expect(two.peripheral.security).toEqual(security);
      expectSameBonds(two);
      if (model === 'numericComparison') expect(new Set(people.compared).size).toBe(1);
      expect(people.compared).toHaveLength(model === 'numericComparison' ? 2 : 0);
      expect([two.central.violations, two.peripheral.violations]).toEqual([{}, {}]);
    },
  );

  it('is by just works where nobody asks for protection, whatever they can do (2.3.5.1)', async () => {
    const people = new TwoPeople();
    const side = { user: people.with('keyboardDisplay'), policy: { mitm: 'never' } } as const;
    const two = connectTwo({ central: side, peripheral: side });
    expect(await two.clock.run(two.central.pair())).toMatchObject({ model: 'justWorks' });
  });

  it('gives bonds that survive JSON', async () => {
    const two = connectTwo();
    const { bond } = await two.clock.run(two.central.pair());
    expect(JSON.parse(JSON.stringify(bond))).toEqual(bond);
  });

  it('keeps nothing when one side does not want to bond', async () => {
    const two = connectTwo({ peripheral: { policy: { bonding: false } } });
    const result = await two.clock.run(two.central.pair());
    await two.clock.advance(100);
    expect(result.bond).toBeUndefined();
    expect([...two.stores.central.all(), ...two.stores.peripheral.all()]).toEqual([]);
    expect(two.peripheral.security).toBeDefined();
  });

  it.each(['legacy', 'secure'] as const)(
    '%s tells both identities, and finds them again',
    async (kind) => {
      const own = {
        address: 0xa4c138000011,
        type: 'public',
        irk: fromHex('11'.repeat(16)),
      } as const;
      const other = {
        address: 0xd4c138000022,
        type: 'random',
        irk: fromHex('22'.repeat(16)),
      } as const;
      const two = connectTwo({
        central: { identity: own },
        peripheral: { identity: other, policy: policyOf(kind) },
        addresses: {
          central: { address: 0x4070_8194_0dfb, type: 'random' },
          peripheral: { address: 0x4170_8194_0dfb, type: 'random' },
        },
      });
      const { bond } = await two.clock.run(two.central.pair());
      await two.clock.advance(100);
      expect(bond).toMatchObject({
        peer: { address: other.address, type: 'random' },
        peerIrk: '22'.repeat(16),
      });
      expect([...two.stores.peripheral.all()]).toMatchObject([
        { peer: { address: own.address, type: 'public' }, peerIrk: '11'.repeat(16) },
      ]);
    },
  );

  it('keeps no bond with an address that is gone tomorrow', async () => {
    const two = connectTwo({
      addresses: { peripheral: { address: 0x4170_8194_0dfb, type: 'random' } },
    });
    expect((await two.clock.run(two.central.pair())).bond).toBeUndefined();
  });

  it('takes an identity key of zeros for none', async () => {
    const identity = { address: 0xa4c138000011, type: 'public', irk: new Uint8Array(16) } as const;
    const two = connectTwo({ peripheral: { identity } });
    const { bond } = await two.clock.run(two.central.pair());
    expect(bond?.peer.address).toBe(identity.address);
    expect(bond?.peerIrk).toBeUndefined();
  });
});

describe('the size of a key', () => {
  it.each(['legacy', 'secure'] as const)('is the smaller of both: %s (2.3.4)', async (kind) => {
    const two = connectTwo({
      central: { policy: { minimumKeySize: 7 } },
      peripheral: { policy: { ...policyOf(kind), minimumKeySize: 7, maximumKeySize: 9 } },
    });
    const result = await two.clock.run(two.central.pair());
    await two.clock.advance(100);
    expect(result.security.keySize).toBe(9);
    expect(two.links.central.key).toMatch(/^0{14}[0-9a-f]{18}$/);
    expect(result.bond?.centralKey?.ltk).toMatch(/^0{14}[0-9a-f]{18}$/);
    expectSameBonds(two);
  });

  it.each(['central', 'peripheral'] as const)(
    'below 16 is refused by a %s that did not allow it',
    async (strict) => {
      const two = connectTwo({
        central: { policy: { minimumKeySize: 7, maximumKeySize: 15 } },
        peripheral: { policy: { minimumKeySize: 7, maximumKeySize: 15 } },
        [strict]: { policy: {} },
      });
      expect(await failureOf(two)).toMatchObject({ reason: SmpReason.encryptionKeySize });
      expectNoBonds(two);
    },
  );
});

describe('pairing out of band', () => {
  const ofCentral = makeOobData(seededRandom(11));
  const ofPeripheral = makeOobData(seededRandom(12));
  const legacyKey = fromHex('2126b89b09e8b2242164d03104e9bb93');

  const both: readonly [string, OobData, OobData, 'secure' | 'legacy'][] = [
    [
      'both ways',
      { own: ofCentral, peer: ofPeripheral.values },
      { own: ofPeripheral, peer: ofCentral.values },
      'secure',
    ],
    [
      'from the peripheral alone, though both have made some',
      { own: ofCentral, peer: ofPeripheral.values },
      { own: ofPeripheral },
      'secure',
    ],
    ['from the central alone', { own: ofCentral }, { peer: ofCentral.values }, 'secure'],
    ['from the peripheral alone', { peer: ofPeripheral.values }, { own: ofPeripheral }, 'secure'],
    ['of legacy pairing', { legacyKey }, { legacyKey }, 'legacy'],
  ];

  it.each(both)('authenticates: %s', async (_, central, peripheral, kind) => {
    const two = connectTwo(sides(central, peripheral, kind));
    const result = await two.clock.run(two.central.pair());
    await two.clock.advance(100);
    expect(result).toMatchObject({ model: 'outOfBand', security: { isAuthenticated: true } });
    expectSameBonds(two);
  });

  it.each(both)('refuses other data: %s', async (_, central, peripheral, kind) => {
    const stranger = makeOobData(seededRandom(13)).values;
    const wrong = { ...peripheral, ...(peripheral.peer && { peer: stranger }) };
    const wrongKey = { legacyKey: fromHex('00'.repeat(16)) };
    const isPeripheralFooled = kind === 'legacy' || peripheral.peer !== undefined;
    const two = connectTwo(
      isPeripheralFooled
        ? sides(central, kind === 'legacy' ? wrongKey : wrong, kind)
        : sides({ ...central, peer: stranger }, peripheral, kind),
    );
    expect(await failureOf(two)).toMatchObject({ reason: SmpReason.confirmValueFailed });
    expectNoBonds(two);
  });

  it('fails when the peer has data of us that we do not know', async () => {
    const two = connectTwo(sides({}, { peer: ofCentral.values }, 'secure'));
    expect(await failureOf(two)).toMatchObject({ reason: SmpReason.oobNotAvailable });
  });
});

describe('ioCapabilityOf', () => {
  it.each(CAPABILITIES)('finds %s by the callbacks that are there', (capability) => {
    expect(ioCapabilityOf(new TwoPeople().with(capability))).toBe(capability);
  });
});

describe('associationModel', () => {
  it('uses data of one side for Secure Connections, of both for legacy pairing (tables 2.6, 2.7)', () => {
    expect(associationModel(side('present', true), side('absent', true))).toBe('outOfBand');
    expect(associationModel(side('absent', true), side('present', true))).toBe('outOfBand');
    expect(associationModel(side('present', false), side('absent', true))).toBe('justWorks');
    expect(associationModel(side('present', false), side('present', true))).toBe('outOfBand');
  });
});

function sides(central: OobData, peripheral: OobData, kind: 'legacy' | 'secure') {
  const policy = policyOf(kind);
  return {
    central: { user: knowing(central), policy },
    peripheral: { user: knowing(peripheral), policy },
  };
}

/** Features of a side that can neither show nor take in anything. */
function side(oobData: 'present' | 'absent', sc: boolean) {
  const authReq = { bondingFlags: 0, mitm: false, sc, keypress: false, ct2: false };
  return { ioCapability: 'noInputNoOutput', oobData, authReq } as const;
}

function knowing(oob: OobData): PairingUser {
  return { oob: () => Promise.resolve(oob) };
}

function policyOf(kind: 'legacy' | 'secure') {
  return kind === 'legacy' ? ({ secureConnections: 'never' } as const) : {};
}

async function failureOf(two: Two): Promise<unknown> {
  const error = await two.clock.run(two.central.pair().catch((error: unknown) => error));
  await two.clock.advance(100);
  expect(error).toBeInstanceOf(SmpError);
  expect(two.failures.peripheral).toHaveLength(1);
  return error;
}

function expectNoBonds({ stores }: Two): void {
  expect([...stores.central.all(), ...stores.peripheral.all()]).toEqual([]);
}

/** What one signs with the other verifies with; what one encrypts with the other decrypts with. */
function expectSameBonds({ stores }: Two): void {
  const [ours, ...more] = stores.central.all();
  const [theirs, ...yetMore] = stores.peripheral.all();
  expect([more, yetMore]).toEqual([[], []]);
  expect(ours?.centralKey).toBeDefined();
  expect(ours?.centralKey).toEqual(theirs?.peripheralKey);
  expect(ours?.peripheralKey).toEqual(theirs?.centralKey);
  expect(ours?.ownSigning).toEqual(theirs?.peerSigning);
  expect(ours?.peerSigning).toEqual(theirs?.ownSigning);
  expect(ours?.ownSigning?.csrk).not.toBe(ours?.peerSigning?.csrk);
}
