import { describe, expect, it } from 'vitest';
import { fromHex } from '../../core/index.ts';
import { LeFeature } from '../../hci/index.ts';
import type { TappedPacket } from '../air/index.ts';
import { DEFAULT_FEATURES } from './default-features.ts';
import { Stage } from './link-layers.contract.ts';
import { LINK_LAYER_VERSION } from './version.ts';

const WISHES = {
  connectionIntervalMin: 24,
  connectionIntervalMax: 40,
  maxLatency: 2,
  supervisionTimeout: 400,
  minCeLength: 0,
  maxCeLength: 0,
};
const TIMING = { connectionInterval: 24, peripheralLatency: 2, supervisionTimeout: 400 };
const NO_PHY_UPDATE_YET = { txPhy: 1, rxPhy: 1 };

describe('the procedures of a link', () => {
  it.each(['central', 'peripheral'] as const)(
    'tell the %s what the peer can do (5.1.4)',
    async (side) => {
      const stage = new Stage();
      const linked = await stage.link();
      const { device, handle } = pick(linked, side);
      expect(device.ll.readRemoteFeatures(handle)).toBe(0);
      await stage.advance(50);
      expect(device.notes.of('onRemoteFeatures')).toEqual([[handle, 0, DEFAULT_FEATURES]]);
    },
  );

  it.each(['central', 'peripheral'] as const)(
    'tell the %s who made the peer, as often as it asks (5.1.5)',
    async (side) => {
      const stage = new Stage();
      const linked = await stage.link();
      const { device, handle } = pick(linked, side);
      device.ll.readRemoteVersion(handle);
      device.ll.readRemoteVersion(handle);
      await stage.advance(50);
      const told = [handle, 0, LINK_LAYER_VERSION];
      expect(device.notes.of('onRemoteVersion')).toEqual([told, told]);
    },
  );

  it('let the central change how the link runs, at an instant that both keep (5.1.1)', async () => {
    const stage = new Stage();
    const { central, peripheral, atCentral, atPeripheral } = await stage.link();
    central.ll.updateConnection(atCentral, WISHES);
    await stage.advance(200);
    expect(central.notes.of('onConnectionUpdate')).toEqual([[atCentral, 0, TIMING]]);
    expect(peripheral.notes.of('onConnectionUpdate')).toEqual([[atPeripheral, 0, TIMING]]);
    peripheral.ll.send(atPeripheral, true, fromHex('01'));
    await stage.advance(5000);
    expect(central.notes.data).toEqual([fromHex('01')]);
    expect(central.notes.of('onDisconnection')).toEqual([]);
  });

  it('let the peripheral ask for it, and the host of the central decide (5.1.7)', async () => {
    const stage = new Stage();
    const { central, peripheral, atCentral, atPeripheral } = await stage.link();
    peripheral.ll.updateConnection(atPeripheral, WISHES);
    await stage.advance(50);
    const request = { intervalMin: 24, intervalMax: 40, maxLatency: 2, timeout: 400 };
    expect(central.notes.of('onParameterRequest')).toEqual([[atCentral, request]]);
    expect(central.ll.answerParameterRequest(atCentral, WISHES)).toBe(0);
    await stage.advance(300);
    expect(peripheral.notes.of('onConnectionUpdate')).toEqual([[atPeripheral, 0, TIMING]]);
    expect(central.ll.answerParameterRequest(atCentral, WISHES)).toBe(0x0c);
  });

  it.each([
    ['refuses', true, 0x3b],
    ['does not want to be asked', false, 0x1a],
  ])('tell the peripheral when the host of the central %s', async (_, isAsked, status) => {
    const stage = new Stage();
    const { central, peripheral, atCentral, atPeripheral } = await stage.link();
    central.notes.onParameterRequest = () => isAsked;
    peripheral.ll.updateConnection(atPeripheral, WISHES);
    await stage.advance(50);
    if (isAsked) central.ll.answerParameterRequest(atCentral, { reason: 0x3b });
    await stage.advance(50);
    expect(peripheral.notes.of('onConnectionUpdate')).toMatchObject([[atPeripheral, status, {}]]);
  });

  it('leave out the channels that the host of the central knows to be bad (5.1.2)', async () => {
    const stage = new Stage();
    const { central, peripheral, atCentral, atPeripheral } = await stage.link();
    const few = new Set([3, 7, 11, 30]);
    central.ll.setChannelClassification(few);
    await stage.advance(200);
    expect(central.ll.channelMapOf(atCentral)).toEqual(few);
    expect(peripheral.ll.channelMapOf(atPeripheral)).toEqual(few);
    const channels = tapChannels(stage);
    await stage.advance(1000);
    expect(channels).toEqual(few);
    expect(central.notes.of('onDisconnection')).toEqual([]);
  });

  it('agree on longer packets (5.1.9)', async () => {
    const stage = new Stage();
    const { central, peripheral, atCentral, atPeripheral } = await stage.link();
    central.ll.setDataLength(atCentral, 251, 2120);
    await stage.advance(50);
    const [tx, rx] = [
      { maxTxOctets: 251, maxTxTime: 2120 },
      { maxRxOctets: 251, maxRxTime: 2120 },
    ];
    const least = { maxRxOctets: 27, maxRxTime: 328, maxTxOctets: 27, maxTxTime: 328 };
    expect(central.notes.of('onDataLengthChange')).toEqual([[atCentral, { ...least, ...tx }]]);
    expect(peripheral.notes.of('onDataLengthChange')).toEqual([
      [atPeripheral, { ...least, ...rx }],
    ]);
    central.ll.send(atCentral, true, new Uint8Array(251));
    await stage.advance(20);
    expect(peripheral.notes.data).toEqual([new Uint8Array(251)]);
  });

  it('agree on them by themselves where the host suggested it', async () => {
    const stage = new Stage();
    const [central, peripheral] = [stage.device(), stage.device()];
    central.ll.setSuggestedDataLength(251, 2120);
    peripheral.ll.setSuggestedDataLength(100, 1000);
    const { atCentral } = await stage.connect(central, peripheral);
    await stage.advance(50);
    expect(central.notes.of('onDataLengthChange').at(-1)).toEqual([
      atCentral,
      { maxTxOctets: 251, maxTxTime: 2120, maxRxOctets: 100, maxRxTime: 1000 },
    ]);
  });

  it.each([
    ['central', 2, 2],
    ['peripheral', 2, 2],
    ['central', 4, 3],
    ['peripheral', 4, 3],
  ] as const)('change the PHY when the %s asks for bit %i (5.1.10)', async (side, bits, phy) => {
    const stage = new Stage();
    const linked = await stage.link({ timeout: 400 });
    const { device, handle } = pick(linked, side);
    device.ll.setPhy(handle, { allPhys: 0, txPhys: bits, rxPhys: bits, phyOptions: 0 });
    await stage.advance(500);
    const { central, peripheral, atCentral, atPeripheral } = linked;
    expect(central.notes.of('onPhyUpdate')).toEqual([[atCentral, 0, phy, phy]]);
    expect(peripheral.notes.of('onPhyUpdate')).toEqual([[atPeripheral, 0, phy, phy]]);
    central.ll.send(atCentral, true, fromHex('0102'));
    await stage.advance(3000);
    expect(peripheral.notes.data).toEqual([fromHex('0102')]);
    expect(central.notes.of('onDisconnection')).toEqual([]);
  });

  it('keep the PHY that the other host insists on, and tell the one that asked', async () => {
    const stage = new Stage();
    const { central, peripheral, atCentral } = await stage.link();
    peripheral.ll.setDefaultPhy({ allPhys: 0, txPhys: 1, rxPhys: 1 });
    central.ll.setPhy(atCentral, { allPhys: 0, txPhys: 2, rxPhys: 2, phyOptions: 0 });
    await stage.advance(200);
    expect(central.notes.of('onPhyUpdate')).toEqual([[atCentral, 0, 1, 1]]);
    expect(peripheral.notes.of('onPhyUpdate')).toEqual([]);
    expect(central.ll.physOf(atCentral)).toEqual(NO_PHY_UPDATE_YET);
  });

  it('go on side by side where only one of them has an instant (5.3)', async () => {
    const stage = new Stage();
    const { central, peripheral, atCentral, atPeripheral } = await stage.link();
    central.ll.setDataLength(atCentral, 251, 2120);
    central.ll.readRemoteFeatures(atCentral);
    central.ll.readRemoteVersion(atCentral);
    peripheral.ll.updateConnection(atPeripheral, WISHES);
    await stage.advance(100);
    expect(central.notes.of('onParameterRequest')).toHaveLength(1);
    expect(central.notes.of('onRemoteVersion')).toHaveLength(1);
    expect(peripheral.notes.of('onConnectionUpdate')).toEqual([]);
  });

  it('survive that both sides begin one at once', async () => {
    const stage = new Stage();
    const { central, peripheral, atCentral, atPeripheral } = await stage.link({ timeout: 400 });
    const both = { allPhys: 0, txPhys: 2, rxPhys: 2, phyOptions: 0 };
    central.ll.setPhy(atCentral, both);
    peripheral.ll.setPhy(atPeripheral, both);
    central.ll.updateConnection(atCentral, WISHES);
    peripheral.ll.updateConnection(atPeripheral, WISHES);
    await stage.advance(3000);
    expect(central.ll.physOf(atCentral)).toEqual({ txPhy: 2, rxPhy: 2 });
    expect(peripheral.ll.physOf(atPeripheral)).toEqual({ txPhy: 2, rxPhy: 2 });
    expect(central.notes.of('onConnectionUpdate')).toEqual([[atCentral, 0, TIMING]]);
    expect(central.notes.of('onDisconnection')).toEqual([]);
    // Its own wish met that of the central, which came true for both (5.3).
    expect(peripheral.notes.of('onPhyUpdate')).toEqual([
      [atPeripheral, 0x23, 1, 1],
      [atPeripheral, 0, 2, 2],
    ]);
  });

  it('tell the host when the peer does not know them', async () => {
    const stage = new Stage();
    const features = new Set([LeFeature.encryption]);
    const { peripheral, atPeripheral } = await stage.link({ central: { features } });
    peripheral.ll.readRemoteFeatures(atPeripheral);
    await stage.advance(50);
    const [[, , known] = []] = peripheral.notes.of('onRemoteFeatures');
    expect(known).toEqual(features);
    peripheral.ll.updateConnection(atPeripheral, WISHES);
    await stage.advance(50);
    expect(peripheral.notes.of('onConnectionUpdate')).toMatchObject([[atPeripheral, 0x1a, {}]]);
  });

  it('are refused for handles that are not in use', () => {
    const { ll } = new Stage().device();
    const answers = [
      ll.disconnect(7, 0x13),
      ll.readRemoteFeatures(7),
      ll.readRemoteVersion(7),
      ll.updateConnection(7, WISHES),
      ll.setDataLength(7, 251, 2120),
      ll.setPhy(7, { allPhys: 3, txPhys: 0, rxPhys: 0, phyOptions: 0 }),
      ll.answerKeyRequest(7, undefined),
      ll.setAuthenticatedPayloadTimeout(7, 100),
    ];
    expect(new Set(answers)).toEqual(new Set([0x02]));
    expect(ll.send(7, true, fromHex('01'))).toBe(false);
  });
});

function pick(linked: Awaited<ReturnType<Stage['link']>>, side: 'central' | 'peripheral') {
  const handle = side === 'central' ? linked.atCentral : linked.atPeripheral;
  return { device: linked[side], handle };
}

/** The data channels in use from now on. */
function tapChannels(stage: Stage): ReadonlySet<number> {
  const channels = new Set<number>();
  const onPacket = ({ channel }: TappedPacket) => {
    if (channel < 37) channels.add(channel);
  };
  stage.air.tap({ onPacket });
  return channels;
}
