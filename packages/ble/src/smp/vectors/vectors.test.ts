// The known answers of the whole toolbox, and of PDUs as they stand on the air.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../codec/index.ts';
import { fromHex, parseAddress, toHex } from '../../core/index.ts';
import {
  aesCmac,
  ah,
  c1,
  DEBUG_KEY_PAIR,
  e,
  f4,
  f5,
  f6,
  g2,
  h6,
  h7,
  isOnCurve,
  keyPairOf,
  linkKeyToLtk,
  ltkToLinkKey,
  resolves,
  s1,
  sharedSecret,
  sixDigitsOf,
} from '../../crypto/index.ts';
import { type SmpPdu, smpPdu } from '../pdu.ts';

type Hex = Readonly<Record<string, string>>;

interface Vector {
  readonly id: string;
  readonly fn: string;
  readonly in: Hex;
  readonly out: string;
  readonly mackey?: string;
  readonly ltk?: string;
  readonly sixDigits?: string;
  readonly rpa?: string;
}

interface Vectors {
  readonly constants: Hex;
  readonly vectors: readonly Vector[];
  readonly crossTransport: readonly {
    readonly id: string;
    readonly fn: 'ltkToLinkKey' | 'linkKeyToLtk';
    readonly in: { readonly ltk?: string; readonly linkKey?: string; readonly ct2: boolean };
    readonly out: string;
  }[];
  readonly rpaResolution: readonly {
    readonly id: string;
    readonly irk: string;
    readonly address: string;
    readonly resolves: boolean;
  }[];
  readonly p256: readonly (Hex & { readonly id: string })[];
  readonly p256PointCheck: readonly {
    readonly id: string;
    readonly x: string;
    readonly y: string;
    readonly valid: boolean;
  }[];
  readonly wire: readonly { readonly id: string; readonly pdu: string }[];
}

const VECTORS = vectorsFrom('smp.json');

/** Each function of the toolbox, fed with the values of a vector by their name in it. */
const TOOLBOX: Readonly<Record<string, (value: (name: string) => Uint8Array) => Uint8Array>> = {
  e: (value) => e(value('key'), value('plaintext')),
  aes_cmac: (value) => aesCmac(value('key'), value('message')),
  c1: (value) =>
    c1(value('k'), value('r'), {
      preq: value('preq'),
      pres: value('pres'),
      iat: numberOf(value('iat')),
      ia: value('ia'),
      rat: numberOf(value('rat')),
      ra: value('ra'),
    }),
  s1: (value) => s1(value('k'), value('r1'), value('r2')),
  f4: (value) => f4(value('u'), value('v'), value('x'), numberOf(value('z'))),
  f5(value) {
    const keys = f5(value('w'), value('n1'), value('n2'), value('a1'), value('a2'));
    return Uint8Array.of(...keys.macKey, ...keys.ltk);
  },
  f6: (value) =>
    f6(value('w'), value('n1'), value('n2'), value('r'), value('iocap'), value('a1'), value('a2')),
  g2: (value) => bytesOf(g2(value('u'), value('v'), value('x'), value('y'))),
  h6: (value) => h6(value('w'), value('keyId')),
  h7: (value) => h7(value('salt'), value('w')),
  ah: (value) => ah(value('k'), value('r')),
};

describe('the toolbox', () => {
  it('has 44 known answers, of every function', () => {
    expect(VECTORS.vectors).toHaveLength(44);
    expect(new Set(VECTORS.vectors.map(({ fn }) => fn))).toEqual(new Set(Object.keys(TOOLBOX)));
  });

  it.each(byId(VECTORS.vectors))('gives the known answer %s', (_, vector) => {
    const compute = TOOLBOX[vector.fn];
    expect(compute && toHex(compute((name) => hexOf(vector.in, name)))).toBe(vector.out);
  });

  it.each(byId(VECTORS.vectors.filter(({ fn }) => fn === 'f5')))(
    'tells the two keys of %s apart',
    (_, { in: given, mackey, ltk }) => {
      const value = (name: string) => hexOf(given, name);
      const keys = f5(value('w'), value('n1'), value('n2'), value('a1'), value('a2'));
      expect([toHex(keys.macKey), toHex(keys.ltk)]).toEqual([mackey, ltk]);
    },
  );

  it.each(byId(VECTORS.vectors.filter(({ fn }) => fn === 'g2')))(
    'shows the six digits of %s',
    (_, { out, sixDigits }) => {
      const digits = sixDigitsOf(Number.parseInt(out, 16));
      expect(digits.toString().padStart(6, '0')).toBe(sixDigits);
    },
  );

  it.each(byId(VECTORS.vectors.filter(({ rpa }) => rpa !== undefined)))(
    'makes the private address of %s',
    (_, { in: given, rpa = '' }) => {
      const hash = ah(hexOf(given, 'k'), hexOf(given, 'r'));
      expect(given.r + toHex(hash)).toBe(rpa.replaceAll(':', ''));
      expect(resolves(hexOf(given, 'k'), parseAddress(rpa))).toBe(true);
    },
  );
});

describe('keys of another transport', () => {
  const derive = { ltkToLinkKey, linkKeyToLtk };

  it.each(byId(VECTORS.crossTransport))('are derived as in %s', (_, { fn, in: given, out }) => {
    const key = fromHex(given.ltk ?? given.linkKey ?? '');
    expect(toHex(derive[fn](key, given.ct2))).toBe(out);
  });
});

describe('resolving', () => {
  it.each(byId(VECTORS.rpaResolution))('answers %s', (_, { irk, address, resolves: expected }) => {
    expect(resolves(fromHex(irk), parseAddress(address))).toBe(expected);
  });
});

describe('P-256', () => {
  it.each(byId(VECTORS.p256))('gives keys and secret of %s, either way', (_, vector) => {
    const a = keyPairOf(hexOf(vector, 'privateA'));
    const b = keyPairOf(hexOf(vector, 'privateB'));
    expect(toHex(a.publicKey.x) + toHex(a.publicKey.y)).toBe(
      `${vector.publicAx}${vector.publicAy}`,
    );
    expect(toHex(b.publicKey.x) + toHex(b.publicKey.y)).toBe(
      `${vector.publicBx}${vector.publicBy}`,
    );
    expect(toHex(sharedSecret(a.privateKey, b.publicKey))).toBe(vector.dhKey);
    expect(toHex(sharedSecret(b.privateKey, a.publicKey))).toBe(vector.dhKey);
  });

  it.each(byId(VECTORS.p256PointCheck))('judges the point %s', (_, { x, y, valid }) => {
    expect(isOnCurve({ x: fromHex(x), y: fromHex(y) })).toBe(valid);
  });

  it('knows the debug keys', () => {
    const { debugPrivateKey, debugPublicX, debugPublicY } = VECTORS.constants;
    const { privateKey, publicKey } = DEBUG_KEY_PAIR;
    expect([privateKey, publicKey.x, publicKey.y].map(toHex)).toEqual([
      debugPrivateKey,
      debugPublicX,
      debugPublicY,
    ]);
  });
});

/** What the PDUs of the vectors say, by their name there. */
const ON_THE_WIRE: Readonly<Record<string, SmpPdu>> = {
  'wire-public-key-debug': {
    kind: 'pairingPublicKey',
    x: DEBUG_KEY_PAIR.publicKey.x,
    y: DEBUG_KEY_PAIR.publicKey.y,
  },
  'wire-confirm': {
    kind: 'pairingConfirm',
    confirmValue: fromHex('1e1e3fef878988ead2a74dc5bef13b86'),
  },
  'wire-random': {
    kind: 'pairingRandom',
    randomValue: fromHex('5783d52156ad6f0e6388274ec6702ee0'),
  },
  'wire-dhkey-check': {
    kind: 'pairingDhKeyCheck',
    dhKeyCheck: fromHex('e3c473989cd0e8c5d26c0b09da958f61'),
  },
  'wire-pairing-request': {
    kind: 'pairingRequest',
    ...featuresOf('displayYesNo', 16),
    initiatorKeys: { encKey: true, idKey: true, signKey: true, linkKey: false },
    responderKeys: { encKey: true, idKey: true, signKey: true, linkKey: false },
  },
  'wire-pairing-response': {
    kind: 'pairingResponse',
    ...featuresOf('noInputNoOutput', 8),
    initiatorKeys: { encKey: false, idKey: false, signKey: false, linkKey: false },
    responderKeys: { encKey: true, idKey: false, signKey: true, linkKey: false },
  },
};

describe('a PDU on the air', () => {
  it.each(byId(VECTORS.wire))('reads and writes as in %s', (id, { pdu }) => {
    const value = ON_THE_WIRE[id];
    expect(decode(smpPdu, fromHex(pdu))).toEqual(value);
    expect(value && toHex(encode(smpPdu, value))).toBe(pdu);
  });
});

function featuresOf(ioCapability: 'displayYesNo' | 'noInputNoOutput', maximumKeySize: number) {
  const authReq = { bondingFlags: 0, mitm: false, sc: false, keypress: false, ct2: false };
  return { ioCapability, oobData: 'absent', authReq, maximumKeySize } as const;
}

function vectorsFrom(name: string): Vectors {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8');
  // The cast holds since the file stands beside this one; what it misses fails its test.
  return JSON.parse(text) as Vectors;
}

function byId<T extends { readonly id: string }>(lines: readonly T[]) {
  return lines.map((line) => [line.id, line] as const);
}

function hexOf(values: Hex, name: string): Uint8Array {
  const hex = values[name];
  if (hex === undefined) throw new Error(`no value '${name}' in ${JSON.stringify(values)}`);
  return fromHex(hex);
}

function numberOf(bytes: Uint8Array): number {
  return Number.parseInt(toHex(bytes), 16);
}

function bytesOf(number: number): Uint8Array {
  return fromHex(number.toString(16).padStart(8, '0'));
}
