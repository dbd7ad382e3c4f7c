// noble as a central, in a process of its own: finds a peripheral by its name, tries all that it serves,
// and says what came of it in lines of JSON. The tty stands in BLUETOOTH_HCI_SOCKET_UART_PORT.

import noble from '@stoprocent/noble';

const { name, uuids, echo } = JSON.parse(process.argv[2]);

function say(kind, facts = {}) {
  process.stdout.write(`${JSON.stringify({ kind, ...facts })}\n`);
}

/** noble writes UUIDs without hyphens. */
const plain = (uuid) => uuid.replaceAll('-', '');

async function find() {
  for await (const peripheral of noble.discoverAsync()) {
    if (peripheral.advertisement.localName === name) return peripheral;
  }
}

/** Subscribes, writes pieces one after the other, and gives what comes back, joined. */
async function echoed(characteristic, pieces, isWithoutResponse) {
  const wanted = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const back = [];
  await characteristic.subscribeAsync();
  const all = new Promise((resolve) => {
    characteristic.on('data', (value) => {
      back.push(value);
      if (Buffer.concat(back).length >= wanted) resolve();
    });
  });
  for (const piece of pieces) await characteristic.writeAsync(piece, isWithoutResponse);
  await all;
  await characteristic.unsubscribeAsync();
  return Buffer.concat(back).toString('hex');
}

function cut(hex, length) {
  const bytes = Buffer.from(hex, 'hex');
  const count = Math.ceil(bytes.length / length);
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * length, (i + 1) * length));
}

await noble.waitForPoweredOnAsync();
const peripheral = await find();
await noble.stopScanningAsync();
say('found', { address: peripheral.address, addressType: peripheral.addressType });
await peripheral.connectAsync();
say('connected', { mtu: peripheral.mtu });

const { services, characteristics } = await peripheral.discoverAllServicesAndCharacteristicsAsync();
const by = (uuid) => characteristics.find((one) => one.uuid === plain(uuid));
const described = await by(uuids.long).discoverDescriptorsAsync();
say('discovered', {
  services: services.map((service) => service.uuid),
  characteristics: characteristics.map((one) => [one.uuid, one.properties.join(' ')]),
  descriptors: described.map((descriptor) => descriptor.uuid),
});

say('read', { long: (await by(uuids.long).readAsync()).toString('hex') });
const pieces = cut(echo, 100);
await by(uuids.store).writeAsync(pieces[0], false);
say('stored', { value: (await by(uuids.store).readAsync()).toString('hex') });
say('notified', { value: await echoed(by(uuids.echo), pieces, true) });
say('indicated', { value: await echoed(by(uuids.indicate), pieces.slice(0, 1), false) });

// It pairs by itself once a read is refused.
const secret = by(uuids.encrypted);
if (secret) say('decrypted', { value: (await secret.readAsync()).toString('utf8') });

await peripheral.disconnectAsync();
say('disconnected');
process.exit();
