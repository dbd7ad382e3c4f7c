// All ways in which our own host and ble-host pair, on whatever controllers, in either role.

import { formatAddress, parseAddress } from '@bluebell/ble/core';
import type { HostOptions, HostRadio } from '@bluebell/ble/host';
import { type IoCapability, MemoryBondStore, SmpReason } from '@bluebell/ble/smp';
import { expect } from 'vitest';
import type { BleHost } from './ble-host.ts';
import type { PeerPairingEnd } from './ble-host-link.ts';
import { PeerUuid, peerService } from './ble-host-service.ts';
import {
  type BothEnds,
  meet,
  type OurRole,
  part,
  partByPeer,
  ROLES,
  readSecret,
} from './our-conversation.ts';
import { serveOurService } from './our-service.ts';
import { type PeopleOptions, type Person, peopleAt } from './people.ts';

/** How the two pair. */
export interface OurPairing {
  /** The association model, in words. */
  readonly model: string;
  /** Ours. */
  readonly role: OurRole;
  readonly generation: 'legacy' | 'secure';
  readonly ours: IoCapability;
  readonly theirs: IoCapability;
}

/** Our host and theirs. */
export interface OurHosts {
  /** Starts ours, on a controller of its own. */
  readonly open: (options: HostOptions) => Promise<HostRadio>;
  readonly theirs: BleHost;
}

/** All models but out of band, which ble-host does not know: who shows, and who enters. */
const MODELS: readonly Pick<OurPairing, 'model' | 'ours' | 'theirs'>[] = [
  { model: 'just works', ours: 'noInputNoOutput', theirs: 'noInputNoOutput' },
  { model: 'our passkey', ours: 'displayOnly', theirs: 'keyboardOnly' },
  { model: 'their passkey', ours: 'keyboardOnly', theirs: 'displayOnly' },
  { model: 'a made up passkey', ours: 'keyboardOnly', theirs: 'keyboardOnly' },
];

const COMPARISON = {
  model: 'comparison',
  generation: 'secure',
  ours: 'displayYesNo',
  theirs: 'displayYesNo',
} as const;

/** Every model, legacy and secure, in both roles. */
export const OUR_PAIRINGS: readonly OurPairing[] = ROLES.flatMap((role) => [
  ...(['legacy', 'secure'] as const).flatMap((generation) =>
    MODELS.map((model) => ({ ...model, role, generation })),
  ),
  { ...COMPARISON, role },
]);

/** Those in which somebody enters a passkey that the other side shows. */
export const PASSKEY_PAIRINGS = OUR_PAIRINGS.filter(({ model }) =>
  ['our passkey', 'their passkey'].includes(model),
);

/** What goes wrong when two numbers are compared, and who says so. */
export const COMPARISONS: readonly OurPairing[] = ROLES.map((role) => ({ ...COMPARISON, role }));

/** Pairing; then the same two meet again, and use the key that they kept. */
export async function pairAndMeetAgain(
  { open, theirs }: OurHosts,
  pairing: OurPairing,
): Promise<void> {
  const { role, generation } = pairing;
  const [person, otherPerson] = peopleAt(pairing.ours, pairing.theirs);
  await using ours = await open(optionsOf(pairing, person));
  await serveOurService(ours);
  theirs.serve([peerService()]);
  const ends = await meet(role, ours, theirs);
  const isAuthenticated = pairing.model !== 'just works';
  const isSecureConnections = generation === 'secure';
  expect(await pairAt(ends, otherPerson)).toMatchObject({
    kind: 'complete',
    result: { sc: isSecureConnections, mitm: isAuthenticated, bond: true },
  });
  const uuid = isAuthenticated ? PeerUuid.authenticated : PeerUuid.encrypted;
  await readSecret(ends, uuid);
  const security = { isAuthenticated, isSecureConnections, keySize: 16 };
  expect(ends.ours.security).toEqual(security);
  await part(ends);

  const again = await meet(role, ours, theirs);
  if (role === 'central') expect(await again.ours.secure()).toEqual(security);
  else expect(await again.theirs.encrypt()).toMatchObject({ mitm: isAuthenticated });
  await readSecret(again, uuid);
  expect(again.ours.security).toEqual(security);
  await partByPeer(again);
}

/** The peripheral asks for encryption, whichever of the two it is: pairing first, then with the bond. */
export async function askForSecurity({ open, theirs }: OurHosts, role: OurRole): Promise<void> {
  const pairing = { ...COMPARISON, role };
  const [person, otherPerson] = peopleAt(pairing.ours, pairing.theirs);
  await using ours = await open(optionsOf(pairing, person));
  await serveOurService(ours);
  theirs.serve([peerService()]);
  const ends = await meet(role, ours, theirs);
  const answered = ends.theirs.answerPairing(
    { person: otherPerson },
    { asksFirst: role === 'central' },
  );
  if (role === 'peripheral') await ends.ours.pair();
  expect(await answered).toMatchObject({ kind: 'complete', result: { sc: true, mitm: true } });
  await readSecret(ends, PeerUuid.authenticated);
  await part(ends);

  const again = await meet(role, ours, theirs);
  if (role === 'peripheral') await again.ours.secure();
  else again.theirs.connection.smp.sendSecurityRequest(true, true, true, false);
  expect(await again.theirs.encrypted()).toMatchObject({ mitm: true });
  await readSecret(again, PeerUuid.authenticated);
  await part(again);
}

/** Pairing that a wrong passkey ends, at both sides, and no bond of it. */
export async function refuseWrongPasskey(hosts: OurHosts, pairing: OurPairing): Promise<void> {
  const failed = { reason: SmpReason.confirmValueFailed };
  await failToPair(hosts, { pairing, people: { areWrong: true }, failed });
}

/** Pairing that people end who see two numbers, and no bond of it. */
export async function refuseOtherNumber(hosts: OurHosts, pairing: OurPairing): Promise<void> {
  const failed = { reason: SmpReason.numericComparisonFailed };
  await failToPair(hosts, { pairing, people: { areDistrustful: true }, failed });
}

/** Pairs behind one private address, and is known behind the next one. */
export async function beKnownInPrivate({ open, theirs }: OurHosts, role: OurRole): Promise<void> {
  const identity = {
    address: { address: parseAddress('C0:00:00:00:0B:1E'), type: 'random' },
    irk: Uint8Array.from({ length: 16 }, (_, i) => 0xa0 + i),
  } as const;
  const kept: HostOptions = { identity, bonds: new MemoryBondStore(), privacy: true };
  const known = { address: formatAddress(identity.address.address), type: 'random' };
  theirs.serve([peerService()]);
  const addresses = new Set<string>();
  for (const isBonded of [false, true]) {
    // Another start, another address.
    await using ours = await open(kept);
    await serveOurService(ours);
    const ends = await meet(role, ours, theirs);
    const { connection } = ends.theirs;
    addresses.add(connection.peerAddress);
    expect(identityOf(ends)).toEqual(isBonded ? known : { address: null, type: null });
    if (!isBonded) expect(await pairAt(ends, {})).toMatchObject({ kind: 'complete' });
    else if (role === 'central') await ends.ours.secure();
    else await ends.theirs.encrypt();
    await readSecret(ends, PeerUuid.encrypted);
    expect(identityOf(ends)).toEqual(known);
    await part(ends);
  }
  expect(addresses.size).toBe(2);
  expect(addresses).not.toContain(known.address);
}

/** Begins to pair at the central, whoever that is, and tells how that ended at the other end. */
async function pairAt({ ours, theirs }: BothEnds, person: Person): Promise<PeerPairingEnd> {
  if (ours.role === 'peripheral') return theirs.pair({ person });
  const answered = theirs.answerPairing({ person });
  const [end] = await Promise.all([answered, ours.pair()]);
  return end;
}

interface Failure {
  readonly pairing: OurPairing;
  readonly people: PeopleOptions;
  readonly failed: { readonly reason: number };
}

async function failToPair({ open, theirs }: OurHosts, { pairing, people, failed }: Failure) {
  const { role, ours: first, theirs: second } = pairing;
  const [person, otherPerson] = peopleAt(first, second, people);
  const bonds = new MemoryBondStore();
  await using ours = await open({ ...optionsOf(pairing, person), bonds });
  await serveOurService(ours);
  theirs.serve([peerService()]);
  const ends = await meet(role, ours, theirs);
  if (role === 'central') {
    const answered = ends.theirs.answerPairing({ person: otherPerson });
    await expect(ends.ours.pair()).rejects.toMatchObject({ code: 'SMP', ...failed });
    expect(await answered).toMatchObject({ kind: 'failed', ...failed });
  } else {
    expect(await ends.theirs.pair({ person: otherPerson })).toMatchObject({
      kind: 'failed',
      ...failed,
    });
  }
  await expect(readSecret(ends, PeerUuid.encrypted)).rejects.toMatchObject({ errorCode: 0x05 });
  expect(ends.ours.security).toBeUndefined();
  expect([...bonds.all()]).toEqual([]);
  await part(ends);
}

function optionsOf({ generation }: Pick<OurPairing, 'generation'>, user: Person): HostOptions {
  // ble-host always offers Secure Connections: that there are none is up to us.
  const secureConnections = generation === 'legacy' ? 'never' : 'required';
  return { user, security: { secureConnections } };
}

/** Who we are to ble-host; nobody, while it knows no key. */
function identityOf({ theirs: { connection } }: BothEnds) {
  return { address: connection.peerIdentityAddress, type: connection.peerIdentityAddressType };
}
