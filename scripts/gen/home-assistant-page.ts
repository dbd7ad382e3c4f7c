// docs/home-assistant.md: how to connect, and what appears there of each quantity and product.

import {
  type Appearance,
  appearancesBesides,
  appearancesOfPhones,
  appearancesOfProduct,
  appearancesOfQuantities,
} from '@bluebell/hub';
import { MODELS } from '@bluebell/sensors';
import { type Generated, noticeOf } from './generated.ts';
import { code, page, table } from './markdown.ts';

const INTRO = `# What appears in Home Assistant, and how?

Devices appear there by themselves, over MQTT: each sensor as one device with all its entities, the hub and each of its receivers
as devices too. Nothing is to be written by hand.

## How to connect

1. Home Assistant and the hub need the same broker. With Home Assistant's own (the Mosquitto app), give its address and a user to
   the hub: \`mqtt.url\`, \`mqtt.username\`, \`mqtt.password\` ([configuration.md](configuration.md)). Without any, the hub brings a
   broker of its own: give Home Assistant's MQTT integration the name of the hub's machine and port 1883, no user and no password.
   Where that is another machine than Home Assistant's, set \`broker.host: 0.0.0.0\` first: else the broker is for its own machine
   alone. It asks nobody for a password, so whoever is on the network reads and writes there; with Mosquitto they do not.
2. In Home Assistant, add the integration *MQTT*, and leave discovery on. Its discovery prefix is \`homeassistant\`; with another one,
   set \`home_assistant.prefix\`, and \`home_assistant.status_topic\` to the topic of its birth message.
3. Start the hub. What the configuration names appears within seconds.

What appears are your own sensors and phones: those of the configuration. To give one that the hub hears a place there, name it:
\`bluebell device list\`, then \`bluebell device rename A4:C1:38:00:00:01 Kitchen\`. To have all that can be read appear by themselves, a
neighbour's as well, switch on *Add new sensors here* of the hub's device, which is \`home_assistant.auto_add\`. One that encrypts and whose
key is not known shows *Reception* (\`missing_key\`), and its values once it has its key: \`bluebell key set A4:C1:38:00:00:01\`. A phone appears by its
identity key or fixed address alone, never by an address that changes. Whatever else is on the air never appears.

To switch it all off: \`home_assistant.enabled: false\`. A hub that runs takes back at once what it told, and tells it anew elsewhere when
\`home_assistant.prefix\` changes. One device alone: \`devices.ADDRESS.announce: false\`, such as for one that Home Assistant also hears
itself, which would be there twice.`;

const EVENTS = `## Buttons, dials and locks

Whatever happens is an \`event\` entity, one for each button, dial or lock of a device. Its attribute \`event_type\` says what happened, in the
words that Home Assistant uses for all buttons: \`press_end\` is a press, \`multi_press_end\` with \`multi_press_count\` several in a
row, \`long_press_end\` a long one. All that came with it is there as attributes too: \`steps\` of a dial, \`event_id\`, \`time\`.

A press comes once, however many receivers and hubs heard it, and however often the button repeats it. A press of a time when the broker
was away comes late only if it is less than ten seconds old; older ones go to \`bluebell/<device>/event_log\`, which no entity reads:
no light goes on an hour later.

An automation that needs no blueprint, for a device called *Hall*. (The ids of entities come from the name that a device has when Home
Assistant first sees it, or from its address: name it first, and they are short.)

\`\`\`yaml
triggers:
  - trigger: state
    entity_id: event.hall_button_left
    not_from: unavailable
conditions:
  - condition: template
    value_template: "{{ trigger.to_state.attributes.event_type == 'press_end' }}"
actions:
  - action: light.toggle
    target:
      entity_id: light.hall
\`\`\`

A dial also has a number, *Dial*: the sum of its steps, to the right positive. It can be set, to begin anew at any value. With
\`home_assistant.device_triggers: true\` presses are device triggers as well.

A button of a format that does not say what buttons there are, such as BTHome, appears with its first press.`;

const STATES = `## When is a device unavailable?

An entity is unavailable while the hub is away, or while its device was silent for longer than it usually is. How long that is, the hub
learns for each device; *Offline after* sets it by hand, in seconds: 0 is never, -1 as learnt. Buttons and others that speak only when
something happens never go offline by themselves.

A key that is missing or wrong does not make a device unavailable: *Reception* says so (\`missing_key\`, \`auth_failed\`).`;

const HUB = `## The hub and its receivers

The hub is a device with its connectivity, version, start, devices, adverts and problems, a switch *Add new sensors* and a button that
restarts it. Each receiver is one behind the hub: whether it hears, at which stage it is, adverts per minute, how often it had to be helped,
connections that are free where it can tell. The strength at each receiver is an entity of the sensor, switched off at first.

## Several hubs

Hubs on one broker share their devices: each appears once, told of by the hub that hears it best. When that one is gone, another takes over,
with the same entities: their ids depend on the address of the device alone.

## Renaming, moving, removing

- A new name in \`devices.ADDRESS.name\` changes the name of the device, and its topics. Entities keep their ids and their history; ids that
  Home Assistant made of the old name stay, as it never renames them by itself.
- \`area\` is a proposal that Home Assistant takes when a device is new there.
- A device that the hub forgets goes. So does what stands on the broker from a device that is no more, ten minutes after the hub's start.
- What one device no longer has, such as the strength at a receiver that is gone, goes likewise.

## When something is missing

| What you see | Look here |
| --- | --- |
| Nothing at all | Does the MQTT integration show messages on \`homeassistant/device/#\`? If not: the same broker, and is the hub's user allowed to write there? |
| Everything unavailable | \`bluebell/bridge/state\` says whether the hub is there |
| One device unavailable | It is silent: \`bluebell doctor NAME\` says why |
| Entities, and no values | *Reception* of the device: most often a missing key |
| A device twice | Home Assistant hears it too (Bluetooth integration), or Tasmota's discovery is on: set \`announce: false\`, or \`tasmota.discovery: false\` |
| Old entities of nothing | Ten minutes after its start the hub takes them back, unless another hub that is on stands for them |`;

const QUANTITIES = `## What appears of each quantity

The key ends the id of the entity: \`bluebell_A4C138000001_temperature\`. Several of a kind are numbered: \`temperature_2\`. Entities that
are not *shown* are there, but switched off until somebody wants them.`;

const BESIDES = `## What appears besides

*Offline after*, *Motion ends after* and *Contact at* are settings: what is set there is written to the configuration.`;

const PRODUCTS = `## What appears of each product

What a product is known to report is there as soon as it is heard, for automations to be written; whatever else it sends follows.
Besides, each has what the table above lists.`;

export const homeAssistantPage: Generated = {
  path: 'docs/home-assistant.md',
  make: () =>
    page(
      `<!-- ${noticeOf('home-assistant-page.ts')} -->`,
      INTRO,
      EVENTS,
      STATES,
      HUB,
      QUANTITIES,
      entityTable(appearancesOfQuantities()),
      BESIDES,
      entityTable([...appearancesBesides(), ...appearancesOfPhones()]),
      PRODUCTS,
      productTable(),
    ),
};

function entityTable(entities: readonly Appearance[]): string {
  return table(
    ['Key', 'Entity', 'Class', 'Unit', 'Category', 'Shown', 'Can be'],
    entities.map(({ key, platform, deviceClass, unit, category, isShown, options }) => [
      code(key),
      code(platform),
      deviceClass,
      unit,
      category,
      isShown ? 'yes' : 'no',
      options.map(code).join(', '),
    ]),
  );
}

function productTable(): string {
  const products = MODELS.map((model) => ({ model, entities: appearancesOfProduct(model) }));
  return table(
    ['Product', 'What', 'Entities', 'Events'],
    products
      .filter(({ entities }) => entities.length > 0)
      .map(({ model, entities }) => {
        return [
          code(model.id),
          model.title,
          entities
            .filter((entity) => !isEvent(entity))
            .map(({ key }) => code(key))
            .join(', '),
          entities
            .filter(isEvent)
            .map(({ key, options }) => `${code(key)} (${options.join(', ')})`)
            .join(', '),
        ];
      }),
  );
}

function isEvent({ platform }: Appearance): boolean {
  return platform === 'event';
}
