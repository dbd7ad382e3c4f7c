// bleno as a peripheral, in a process of its own. It says what happens in lines of JSON; the tty stands
// in BLUETOOTH_HCI_SOCKET_UART_PORT, what it serves in its argument.

import bleno from '@stoprocent/bleno';

const { name, uuids, longValue } = JSON.parse(process.argv[2]);
const { Characteristic, Descriptor, PrimaryService } = bleno;
const { RESULT_SUCCESS } = Characteristic;

function say(kind, facts = {}) {
  process.stdout.write(`${JSON.stringify({ kind, ...facts })}\n`);
}

let stored = Buffer.alloc(0);

const long = new Characteristic({
  uuid: uuids.long,
  properties: ['read'],
  value: Buffer.from(longValue, 'hex'),
  descriptors: [new Descriptor({ uuid: '2901', value: 'long' })],
});

const store = new Characteristic({
  uuid: uuids.store,
  properties: ['read', 'write'],
  onReadRequest: (_handle, offset, answer) => answer(RESULT_SUCCESS, stored.subarray(offset)),
  onWriteRequest: (_handle, data, _offset, _withoutResponse, answer) => {
    stored = data;
    answer(RESULT_SUCCESS);
  },
});

/** Sends back what is written, by the way that the client subscribed to. */
function echoing(uuid, properties) {
  const subscribers = new Map();
  return new Characteristic({
    uuid,
    properties,
    onSubscribe: (handle, _maxLength, send) => subscribers.set(handle, send),
    onUnsubscribe: (handle) => subscribers.delete(handle),
    onWriteRequest: (handle, data, _offset, _withoutResponse, answer) => {
      answer(RESULT_SUCCESS);
      subscribers.get(handle)?.(data);
    },
    onIndicate: () => say('confirmed'),
  });
}

bleno.on('accept', (address) => say('connected', { address }));
bleno.on('disconnect', (address) => say('disconnected', { address }));
bleno.on('mtuChange', (mtu) => say('mtu', { mtu }));

await bleno.waitForPoweredOnAsync();
await bleno.setServicesAsync([
  new PrimaryService({
    uuid: uuids.service,
    characteristics: [
      long,
      store,
      echoing(uuids.echo, ['writeWithoutResponse', 'write', 'notify']),
      echoing(uuids.indicate, ['write', 'indicate']),
    ],
  }),
]);
await bleno.startAdvertisingAsync(name, []);
say('advertising', { address: bleno.address });
