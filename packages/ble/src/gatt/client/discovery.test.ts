import { describe, expect, it } from 'vitest';
import { AttError } from '../../att/index.ts';
import { NotFoundError, toHex } from '../../core/index.ts';
import { attribute, connect, listen } from './ends.contract.ts';
import { GattError } from './gatt-error.ts';

const UART = '6e400001-b5a3-f393-e0a9-e50e24dcca9e';

describe('GattClient.services', () => {
  it('gives all primary services (4.4.1)', async () => {
    const { clock, client } = connect();
    const services = await clock.run(client.services());
    expect(
      services.map(({ uuid, startHandle, endHandle }) => [uuid, startHandle, endHandle]),
    ).toEqual([
      ['1800', 0x0001, 0x0003],
      ['180d', 0x0010, 0x001b],
      ['180f', 0x0020, 0x0022],
    ]);
    expect(services.every(({ isPrimary }) => isPrimary)).toBe(true);
  });

  it('asks once, however many ask at the same moment or later', async () => {
    const { clock, near, client } = connect();
    const all = [client.services(), client.services(), client.service('180f')];
    const [first, second] = await clock.run(Promise.all(all));
    const third = await client.services();
    expect([second, third]).toEqual([first, first]);
    const asked = near.sent.map(toHex).filter((hex) => hex.startsWith('10'));
    // Three in the first answer, and then no more.
    expect(asked).toEqual(['100100ffff0028', '102300ffff0028']);
  });

  it('gives nothing where there is nothing', async () => {
    const { clock, client } = connect({ attributes: [] });
    expect(await clock.run(client.services())).toEqual([]);
  });

  it('gives up when its time is over for all of it, and then asks no more', async () => {
    const { clock, near, client } = connect();
    const discovering = client.services({ timeoutMs: 30 }).catch((error: Error) => error.name);
    expect(await clock.run(discovering)).toBe('TimeoutError');
    await clock.advance(1000);
    expect(near.sent.length).toBe(1);
    expect((await clock.run(client.services())).length).toBe(3);
  });

  it('goes on for the one who has more patience', async () => {
    const { clock, client } = connect();
    const hasty = client.services({ timeoutMs: 10 }).catch((error: Error) => error.name);
    const patient = client.services({ timeoutMs: 1000 });
    expect(await clock.run(hasty)).toBe('TimeoutError');
    expect((await clock.run(patient)).length).toBe(3);
  });

  it('gives up after 30 s in all, where nobody says else', async () => {
    const { clock, client, hear } = listen();
    const discovering = client.services().catch((error: Error) => error.name);
    for (let handle = 1; handle < 8; handle++) {
      await clock.advance(4000);
      await hear(`11060${handle}000${handle}000f18`);
    }
    expect(await Promise.race([discovering, Promise.resolve('waits')])).toBe('waits');
    await clock.advance(2000);
    expect(await discovering).toBe('TimeoutError');
  });

  it('starts anew after it has failed', async () => {
    const { client, hear } = listen();
    const failing = client.services().catch((error: Error) => error);
    await hear('011001000e');
    expect(await failing).toBeInstanceOf(AttError);
    const again = client.services();
    await hear('011001000a');
    expect(await again).toEqual([]);
  });
});

describe('GattClient.service', () => {
  it('takes one request, where the service is there (4.4.2)', async () => {
    const { clock, near, client } = connect();
    const service = await clock.run(client.service('180F'));
    expect([service.uuid, service.startHandle, service.endHandle]).toEqual(['180f', 0x20, 0x22]);
    expect(near.sent.map(toHex)).toEqual(['060100ffff00280f18']);
  });

  it('says what there is, where it is not', async () => {
    const { clock, client } = connect();
    const error: Error = (await clock.run(client.service('181a').catch((e: Error) => e))) as Error;
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error.message).toBe('the peer has no service 181a: it has 1800, 180d, 180f');
  });

  it('gives the same object whichever way it was found', async () => {
    const { clock, client } = connect();
    const service = await clock.run(client.service('180d'));
    const services = await clock.run(client.services());
    expect(services[1]).toBe(service);
    expect(await client.service('180d')).toBe(service);
  });

  it('finds a service whose short UUID the peer sends in its long form', async () => {
    const { clock, client } = connect({
      attributes: [attribute(1, '2800', 'fb349b5f80000080001000000f180000', { endGroupHandle: 1 })],
    });
    expect((await clock.run(client.service('180f'))).startHandle).toBe(1);
  });
});

describe('RemoteService', () => {
  it('gives its characteristics with their properties (4.6.1)', async () => {
    const { clock, client } = connect();
    const service = await clock.run(client.service('180d'));
    const characteristics = await clock.run(service.characteristics());
    expect(
      characteristics.map(({ uuid, handle, valueHandle, properties }) => [
        uuid,
        handle,
        valueHandle,
        ...properties,
      ]),
    ).toEqual([
      ['2a37', 0x13, 0x14, 'notify'],
      ['2a39', 0x16, 0x17, 'indicate'],
      ['2a38', 0x1a, 0x1b, 'read', 'write'],
    ]);
  });

  it('gives the services that it includes, of long UUIDs too (4.5.1)', async () => {
    const { clock, client } = connect();
    const service = await clock.run(client.service('180d'));
    const [uart, battery] = await clock.run(service.includedServices());
    expect([uart?.uuid, uart?.isPrimary, uart?.startHandle, uart?.endHandle]).toEqual([
      UART,
      false,
      0x30,
      0x35,
    ]);
    expect(battery).toBe(await client.service('180f'));
    const again = await clock.run(service.includedServices());
    expect(again[0]).toBe(uart);
  });

  it('reads the extended properties of characteristics that have them (3.3.3.1)', async () => {
    const { clock, client } = connect();
    const service = await clock.run(client.service('180d'));
    const [uart] = await clock.run(service.includedServices());
    const [receive, send] = (await clock.run(uart?.characteristics() ?? Promise.resolve([]))) ?? [];
    expect([...(receive?.properties ?? [])]).toEqual([
      'read',
      'writeWithoutResponse',
      'write',
      'reliableWrite',
      'writableAuxiliaries',
    ]);
    expect([...(send?.properties ?? [])]).toEqual(['writeWithoutResponse']);
  });

  it('says what characteristics there are, where one is not', async () => {
    const { clock, client } = connect();
    const service = await clock.run(client.service('180d'));
    await expect(clock.run(service.characteristic('2a19'))).rejects.toThrow(
      'service 180d has no characteristic 2a19: it has 2a37, 2a39, 2a38',
    );
  });
});

describe('RemoteCharacteristic', () => {
  it('gives its descriptors, and none of the next one (4.7.1)', async () => {
    const { clock, near, client } = connect();
    const service = await clock.run(client.service('180d'));
    const found: unknown[] = [];
    for (const characteristic of await clock.run(service.characteristics())) {
      const descriptors = await clock.run(characteristic.descriptors());
      found.push(descriptors.map(({ uuid, handle }) => [uuid, handle]));
    }
    expect(found).toEqual([
      [['2902', 0x15]],
      [
        ['2902', 0x18],
        ['2901', 0x19],
      ],
      [],
    ]);
    // Where there is no room for descriptors, nobody is asked.
    expect(near.sent.map(toHex).filter((hex) => hex.startsWith('04'))).toEqual([
      '0415001500',
      '0418001900',
    ]);
  });

  it('reads and writes descriptors', async () => {
    const { clock, client, store } = connect();
    const service = await clock.run(client.service('180d'));
    const characteristic = await clock.run(service.characteristic('2a39'));
    const name = await clock.run(characteristic.descriptor('2901'));
    expect(toHex(await clock.run(name.read()))).toBe('436f6e74726f6c');
    await clock.run(name.write(Uint8Array.of(0x41)));
    expect(toHex(store.valueOf(0x19))).toBe('41');
    await expect(clock.run(characteristic.descriptor('2904'))).rejects.toThrow(
      'characteristic 2a39 has no descriptor 2904: it has 2902, 2901',
    );
  });
});

describe('a discovery on a server that breaks the rules', () => {
  it.each([
    ['a value in front of its declaration', '09071300021200372a'],
    ['a value in another service', '09071300021c00372a'],
    ['two characteristics with one value', '09071300021500372a1400021500382a'],
  ])('rejects %s, and counts it', async (_, hex) => {
    const { client, hear } = listen();
    const service = await onlyService(client, hear);
    const finding = service?.characteristics().catch((error: Error) => error);
    await hear(hex, '010801000a');
    expect(await finding).toBeInstanceOf(GattError);
    expect(client.violations).toEqual({ misplacedHandle: 1 });
  });

  it('rejects a declaration that is cut short, and counts it', async () => {
    const { client, hear } = listen();
    const service = await onlyService(client, hear);
    const finding = service?.characteristics().catch((error: Error) => error);
    await hear('0906130002140037', '010801000a');
    await expect(finding).resolves.toBeInstanceOf(GattError);
    await expect(finding).resolves.toHaveProperty(
      'message',
      expect.stringContaining('the declaration at 0x0013 is 02140037: a UUID of 1 bytes'),
    );
    expect(client.violations).toEqual({ malformedDeclaration: 1 });
  });

  it('rejects an include that ends before it begins', async () => {
    const { client, hear } = listen();
    const service = await onlyService(client, hear);
    const including = service?.includedServices().catch((error: Error) => error);
    await hear('09081100220020000f18', '010801000a');
    expect(await including).toBeInstanceOf(GattError);
    expect(client.violations).toEqual({ misplacedHandle: 1 });
  });

  it('gives up on a list without an end', async () => {
    const { clock, end, client } = listen();
    const discovering = client.services().catch((error: Error) => error);
    for (let handle = 1; handle <= 1001; handle++) {
      await clock.advance(0);
      end.hearPdu({
        kind: 'readByGroupTypeResponse',
        attributeDataList: [
          {
            attributeHandle: handle,
            endGroupHandle: handle,
            attributeValue: Uint8Array.of(0x0f, 0x18),
          },
        ],
      });
    }
    expect(await discovering).toBeInstanceOf(GattError);
    expect(client.violations).toEqual({ endlessList: 1 });
    await clock.advance(1000);
    expect(end.sent.length).toBe(1001);
  });

  it('rejects handles that do not ascend', async () => {
    const { att, client, hear } = listen();
    const discovering = client.services().catch((error: Error) => error.name);
    await hear('1106100012000f18', '1106100012000f18');
    expect(await discovering).toBe('DecodeError');
    expect(att.violations).toEqual({ impossibleResponse: 1 });
  });
});

type Ends = ReturnType<typeof listen>;

/** The service from 0x0010 to 0x001b of a server that the test plays. */
async function onlyService(client: Ends['client'], hear: Ends['hear']) {
  const discovering = client.services();
  await hear('110610001b000f18', '011001000a');
  const [service] = await discovering;
  return service;
}
