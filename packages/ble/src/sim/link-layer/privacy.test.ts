import { describe, expect, it } from 'vitest';
import { fromHex, randomKindOf } from '../../core/index.ts';
import { resolves } from '../../crypto/index.ts';
import {
  ALWAYS,
  advertise,
  type Device,
  Stage,
  searchFor,
  WITHOUT_END,
} from './link-layers.contract.ts';

const IRKS = {
  phone: fromHex('000102030405060708090a0b0c0d0e0f'),
  watch: fromHex('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'),
  none: new Uint8Array(16),
};
const PASSIVE = { ownAddressType: 0, scanningFilterPolicy: 0, phys: { le1M: ALWAYS } };
const CONNECTABLE = { legacy: true, connectable: true, scannable: true };

describe('privacy in the link layer', () => {
  it('shows others a private address, and the peer who it is (6.1)', async () => {
    const stage = new Stage();
    const [watch, phone, stranger] = [stage.device(), stage.device(), stage.device()];
    know(watch, phone, IRKS.phone, IRKS.watch);
    know(phone, watch, IRKS.watch, IRKS.phone);
    advertiseTo(watch, phone);
    phone.ll.startScanning(PASSIVE, WITHOUT_END);
    stranger.ll.startScanning(PASSIVE, WITHOUT_END);
    await stage.advance(1000);
    expect(phone.notes.adverts[0]).toMatchObject({
      addressType: 2,
      address: watch.ll.publicAddress,
    });
    const seen = stranger.notes.adverts[0];
    expect(seen?.addressType).toBe(1);
    expect(randomKindOf(seen?.address ?? 0)).toBe('resolvable');
    expect(resolves(IRKS.watch.toReversed(), seen?.address ?? 0)).toBe(true);
    expect(phone.ll.peerResolvableAddress(peer(watch))).toBe(seen?.address);
    expect(watch.ll.localResolvableAddress(peer(phone))).toBe(seen?.address);
  });

  it('takes another private address when the time of the last one is up (6.1)', async () => {
    const stage = new Stage();
    const [watch, phone, stranger] = [stage.device(), stage.device(), stage.device()];
    watch.ll.setRpaTimeout(10);
    know(watch, phone, IRKS.phone, IRKS.watch);
    advertiseTo(watch, phone);
    stranger.ll.startScanning(PASSIVE, WITHOUT_END);
    await stage.advance(35_000);
    const addresses = new Set(stranger.notes.adverts.map(({ address }) => address));
    expect(addresses.size).toBe(4);
  });

  it('connects by identity, both under private addresses (6.2 and 6.4)', async () => {
    const stage = new Stage();
    const [watch, phone] = [stage.device(), stage.device()];
    know(watch, phone, IRKS.phone, IRKS.watch);
    know(phone, watch, IRKS.watch, IRKS.phone);
    advertiseTo(watch, phone);
    phone.ll.connect({ ...searchFor(watch.ll), ownAddressType: 2 });
    await stage.advance(1000);
    const [atPhone] = phone.notes.connections;
    const [atWatch] = watch.notes.connections;
    expect(atPhone).toMatchObject({ peerAddressType: 2, peerAddress: watch.ll.publicAddress });
    expect(atWatch).toMatchObject({ peerAddressType: 2, peerAddress: phone.ll.publicAddress });
    expect(atPhone?.localResolvablePrivateAddress).toBe(atWatch?.peerResolvablePrivateAddress);
    expect(resolves(IRKS.phone.toReversed(), atPhone?.localResolvablePrivateAddress ?? 0)).toBe(
      true,
    );
  });

  it('does not listen to a peer that shows its identity, unless it may (4.7)', async () => {
    const stage = new Stage();
    const [watch, phone] = [stage.device(), stage.device()];
    know(phone, watch, IRKS.watch, IRKS.none);
    advertise(watch.ll, 0, CONNECTABLE);
    phone.ll.startScanning(PASSIVE, WITHOUT_END);
    await stage.advance(1000);
    expect(phone.notes.adverts).toEqual([]);
    phone.ll.stopScanning();
    expect(phone.ll.setPrivacyMode(peer(watch), 1)).toBe(0);
    phone.ll.startScanning(PASSIVE, WITHOUT_END);
    await stage.advance(1000);
    expect(phone.notes.adverts.length).toBeGreaterThan(0);
  });

  it('filters by identity (4.3)', async () => {
    const stage = new Stage();
    const [watch, phone] = [stage.device(), stage.device()];
    know(watch, phone, IRKS.phone, IRKS.watch);
    know(phone, watch, IRKS.watch, IRKS.phone);
    advertiseTo(watch, phone);
    phone.ll.addToAcceptList(peer(watch));
    phone.ll.connect({ ...searchFor(watch.ll), peerAddress: 0, initiatorFilterPolicy: true });
    await stage.advance(1000);
    expect(phone.notes.connections).toMatchObject([{ status: 0, peerAddressType: 2 }]);
  });

  it('directs adverts at a private address of the peer, who knows it for its own', async () => {
    const stage = new Stage();
    const [watch, phone] = [stage.device(), stage.device()];
    know(watch, phone, IRKS.phone, IRKS.watch);
    know(phone, watch, IRKS.watch, IRKS.phone);
    advertise(
      watch.ll,
      0,
      { legacy: true, connectable: true, directed: true },
      {
        ownAddressType: 2,
        peerAddress: phone.ll.publicAddress,
      },
    );
    phone.ll.startScanning({ ...PASSIVE, scanningFilterPolicy: 2 }, WITHOUT_END);
    await stage.advance(500);
    const [advert] = phone.notes.adverts;
    expect(advert?.eventType.directed).toBe(true);
    expect(resolves(IRKS.phone.toReversed(), advert?.directAddress ?? 0)).toBe(true);
  });

  it('keeps its list from being changed while it is in use (7.8.38)', () => {
    const stage = new Stage();
    const [watch, phone] = [stage.device(), stage.device()];
    know(watch, phone, IRKS.phone, IRKS.watch);
    advertiseTo(watch, phone);
    expect(watch.ll.clearResolvingList()).toBe(0x0c);
    expect(watch.ll.setAddressResolution(false)).toBe(0x0c);
    watch.ll.disableAllAdvertising();
    expect(watch.ll.clearResolvingList()).toBe(0);
    expect(watch.ll.removeFromResolvingList(peer(phone))).toBe(0x02);
  });
});

function peer({ ll }: Device) {
  return { addressType: 0, address: ll.publicAddress };
}

/** Puts a peer on the resolving list, and switches resolution on. */
function know({ ll }: Device, other: Device, peerIrk: Uint8Array, localIrk: Uint8Array): void {
  ll.addToResolvingList({
    peerIdentityAddressType: 0,
    peerIdentityAddress: other.ll.publicAddress,
    peerIrk,
    localIrk,
  });
  ll.setAddressResolution(true);
}

function advertiseTo({ ll }: Device, other: Device): void {
  advertise(ll, 0, CONNECTABLE, { ownAddressType: 2, peerAddress: other.ll.publicAddress });
}
