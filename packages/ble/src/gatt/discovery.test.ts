// Client and server on one link: what is served is what is discovered.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinedEnds } from '../att/ends.contract.ts';
import { AttClient } from '../att/index.ts';
import { fromHex, type Uuid, uuid16, VirtualClock } from '../core/index.ts';
import type {
  AttributeDefinition,
  CharacteristicDefinition,
  CharacteristicProperty,
  Connection,
  RemoteCharacteristic,
  RemoteService,
  ServiceDefinition,
} from '../radio/index.ts';
import { AttributeType, GattClient, GattDatabase } from './index.ts';

const PROPERTIES: readonly CharacteristicProperty[] = [
  'broadcast',
  'read',
  'writeWithoutResponse',
  'write',
  'notify',
  'indicate',
  'authenticatedSignedWrites',
  'reliableWrite',
  'writableAuxiliaries',
];

const shortUuid = fc.integer({ min: 0x1802, max: 0x27ff }).map(uuid16);
const longUuid = fc.uuid();
const uuid = fc.oneof(shortUuid, longUuid);
const value = fc.uint8Array({ maxLength: 60 });

const descriptors: fc.Arbitrary<readonly AttributeDefinition[]> = fc.array(
  fc.record({ uuid: fc.oneof(fc.constant('2904'), longUuid), value }),
  { maxLength: 2 },
);

const characteristic: fc.Arbitrary<CharacteristicDefinition> = fc
  .record({ uuid, value, properties: fc.subarray([...PROPERTIES]), descriptors })
  .map((definition) =>
    definition.properties.includes('writableAuxiliaries')
      ? { ...definition, descriptors: [{ uuid: '2901' }, ...definition.descriptors] }
      : definition,
  );

/** Services include those that come behind them, so that there is no ring. */
const services: fc.Arbitrary<readonly ServiceDefinition[]> = fc
  .array(
    fc.record({
      uuid,
      isPrimary: fc.boolean(),
      characteristics: fc.array(characteristic, { maxLength: 4 }),
      ahead: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
    }),
    { maxLength: 6 },
  )
  .map((all) =>
    all.map(({ ahead, ...service }, place) => ({
      ...service,
      includes: ahead.map((steps) => place + steps).filter((other) => other < all.length),
    })),
  );

describe('GattClient, on a GattDatabase', () => {
  it('discovers exactly what is served, and reads what may be read', async () => {
    await fc.assert(
      fc.asyncProperty(services, fc.constantFrom(23, 24, 64, 185, 517), async (served, mtu) => {
        const database = new GattDatabase({ name: 'any' });
        database.serve(served);
        const { clock, client } = join(database, mtu);
        const found = await clock.run(client.services());
        const [access, attribute, ...others] = found;
        expect([access?.uuid, attribute?.uuid]).toEqual(['1800', '1801']);
        expect(await clock.run(Promise.all(others.map(described)))).toEqual(
          served.filter(({ isPrimary }) => isPrimary).map((one) => expected(one, served)),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('goes on reading while services come and go', async () => {
    const database = new GattDatabase();
    database.serve([LAMP]);
    const { clock, client } = join(database, 64);
    const read = async () => {
      const lamp = await client.service(LAMP.uuid);
      return (await lamp.characteristic('2aff')).read();
    };
    for (let change = 0; change < 5; change++) {
      expect(await clock.run(read())).toEqual(LAMP_VALUE);
      const passing = database.serve([{ uuid: '180f', characteristics: [] }]);
      expect(await clock.run(read())).toEqual(LAMP_VALUE);
      await passing.remove();
      await clock.advance(200);
    }
  });
});

const LAMP_VALUE = fromHex('0102');
const LAMP: ServiceDefinition = {
  uuid: '6e400001-b5a3-f393-e0a9-e50e24dcca9e',
  characteristics: [{ uuid: '2aff', properties: ['read'], value: LAMP_VALUE }],
};

/** What a client should find of a service. */
function expected(service: ServiceDefinition, all: readonly ServiceDefinition[]) {
  return {
    uuid: service.uuid,
    includes: service.includes?.map((place) => all[place]?.uuid),
    characteristics: service.characteristics.map((definition) => ({
      uuid: definition.uuid,
      properties: definition.properties.toSorted(),
      descriptors: [...automatic(definition.properties), ...uuidsOf(definition.descriptors)],
      value: definition.properties.includes('read') ? definition.value : undefined,
    })),
  };
}

function automatic(properties: readonly CharacteristicProperty[]): readonly Uuid[] {
  const has = (...any: readonly CharacteristicProperty[]) =>
    any.some((property) => properties.includes(property));
  return [
    ...(has('notify', 'indicate') ? [AttributeType.clientConfiguration] : []),
    ...(has('reliableWrite', 'writableAuxiliaries') ? [AttributeType.extendedProperties] : []),
    ...(has('broadcast') ? [AttributeType.serverConfiguration] : []),
  ];
}

function uuidsOf(attributes: readonly { readonly uuid: Uuid }[] = []): readonly Uuid[] {
  return attributes.map(({ uuid: one }) => one);
}

/** What the client has found of a service. */
async function described(service: RemoteService) {
  return {
    uuid: service.uuid,
    includes: uuidsOf(await service.includedServices()),
    characteristics: await Promise.all((await service.characteristics()).map(describedOne)),
  };
}

async function describedOne(one: RemoteCharacteristic) {
  return {
    uuid: one.uuid,
    properties: [...one.properties].toSorted(),
    descriptors: uuidsOf(await one.descriptors()),
    value: one.properties.has('read') ? await one.read() : undefined,
  };
}

/** A client on a link of its own. */
function join(database: GattDatabase, mtu: number) {
  const { clock, near, far } = joinedEnds(new VirtualClock());
  near.mtu = mtu;
  far.mtu = mtu;
  // The cast holds since the server uses no more of a connection.
  const connection = {
    security: undefined,
    disconnected: new Promise(() => {}),
  } as Partial<Connection> as Connection;
  database.attach({ bearer: far, connection, clock });
  const client = new GattClient(new AttClient(near, { clock }), { clock });
  return { clock, client };
}
