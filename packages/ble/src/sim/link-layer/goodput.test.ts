import { describe, expect, it } from 'vitest';
import { airtimeUs, codingOf, type Phy, T_IFS_US } from '../../ll/index.ts';
import { Stage } from './link-layers.contract.ts';

/** Enough of them that one more or less does not matter. */
const EVENTS = 160;

describe('a link that is kept busy', () => {
  it.each(
    (['central', 'peripheral'] as const).flatMap((from) =>
      ([1, 2] as const).flatMap((phy) =>
        [27, 251].flatMap((octets) =>
          [6, 24].map((interval) => [from, octets, phy, interval] as const),
        ),
      ),
    ),
  )(
    'wastes nothing: from the %s, %i octets on PHY %i, interval %i',
    async (from, octets, phy, interval) => {
      const stage = new Stage();
      const linked = await stage.link({ interval, timeout: 400 });
      const { central, peripheral, atCentral, atPeripheral } = linked;
      central.ll.setDataLength(atCentral, octets, 2120);
      peripheral.ll.setDataLength(atPeripheral, octets, 2120);
      const phys = 2 ** (phy - 1);
      central.ll.setPhy(atCentral, { allPhys: 0, txPhys: phys, rxPhys: phys, phyOptions: 0 });
      await stage.advance(1000);
      const [sender, receiver] = from === 'central' ? [central, peripheral] : [peripheral, central];
      const handle = from === 'central' ? atCentral : atPeripheral;
      const data = new Uint8Array(octets);
      sender.notes.onPacketDone = () => sender.ll.send(handle, true, data);
      for (let i = 0; i < 6; i++) sender.ll.send(handle, true, data);
      await stage.advance(EVENTS * interval * 1.25);
      const share = receiver.notes.data.length / most(octets, phy, interval);
      expect(share).toBeGreaterThan(0.985);
      expect(share).toBeLessThan(1.015);
    },
  );
});

/** As many packets as fit, each with an empty answer, and T_IFS behind both. */
function most(octets: number, phy: Phy, interval: number): number {
  const coding = codingOf(phy);
  const pairUs = airtimeUs(coding, 2 + octets) + airtimeUs(coding, 2) + 2 * T_IFS_US;
  return Math.floor((interval * 1250) / pairUs) * EVENTS;
}
