import { describe, expect, it } from 'vitest';
import { fromHex } from '../../core/index.ts';
import { ALWAYS, advertise, Stage, WITHOUT_END } from './link-layers.contract.ts';

const FLAGS = fromHex('020106');

describe('LinkLayer', () => {
  it('hears what another one advertises', async () => {
    const stage = new Stage();
    const [advertiser, scanner] = [stage.device(), stage.device()];
    advertise(advertiser.ll, 0, { legacy: true, connectable: true, scannable: true });
    advertiser.ll.setAdvertisingData(0, FLAGS);
    scanner.ll.startScanning(
      { ownAddressType: 0, scanningFilterPolicy: 0, phys: { le1M: ALWAYS } },
      WITHOUT_END,
    );
    await stage.advance(10_000);
    expect(scanner.notes.adverts.length).toBeGreaterThan(90);
    expect(scanner.notes.adverts[0]).toMatchObject({
      address: advertiser.ll.publicAddress,
      addressType: 0,
      data: FLAGS,
      rssi: expect.any(Number),
    });
  });

  it('makes a link, and passes data both ways', async () => {
    const stage = new Stage();
    const { central, peripheral, atCentral, atPeripheral } = await stage.link();
    central.ll.send(atCentral, true, fromHex('0102'));
    peripheral.ll.send(atPeripheral, true, fromHex('0304'));
    await stage.advance(30);
    expect(peripheral.notes.data).toEqual([fromHex('0102')]);
    expect(central.notes.data).toEqual([fromHex('0304')]);
    expect([central.notes.packetsDone, peripheral.notes.packetsDone]).toEqual([1, 1]);
  });
});
