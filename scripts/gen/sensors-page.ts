// docs/sensors.md: every product, from the models.

import { hex8, hex16 } from '@bluebell/ble/core';
import { MODELS, type Quantity, type SensorModel, unitOf } from '@bluebell/sensors';
import { type Generated, noticeOf } from './generated.ts';
import { code, page, table } from './markdown.ts';

const INTRO = `# Which sensors does bluebell know?

Every product below is a file in \`packages/sensors/src/models/\`, and this page is made from those files.
A sensor that is not here may work all the same: what speaks MiBeacon or BTHome is learnt by what it sends.`;

const LEGEND = `**Known by** says how an advert names the product: the product id of MiBeacon, the device type of
Qingping, or a format that is the product's own. **Reports** lists what it measures: [quantities.md](quantities.md)
says what each name means. **Events** lists the parts that tell when something happens to them: buttons, dials, locks.

**Key** is the bind key that its encrypted adverts need, in bytes; a sensor heard without one shows as
\`missing_key\`. With a question mark, sources say so but no frame proves it.

**Proven** says how far to trust the row:`;

const ORDER = new Intl.Collator('en', { numeric: true });

/** Products, by maker and title. Exported for its tests. */
export function sensorsPageOf(models: readonly SensorModel[]): string {
  const makers = [...new Set(models.map(({ maker }) => maker))].toSorted(ORDER.compare);
  const sections = makers.map((maker) =>
    section(
      maker,
      models.filter((model) => model.maker === maker),
    ),
  );
  const notice = `<!-- ${noticeOf('sensors-page.ts')} -->`;
  return page(notice, INTRO, LEGEND, proofsOf(models), ...sections);
}

/** What the last column can say, and of how many products it does. */
function proofsOf(models: readonly SensorModel[]): string {
  return PROOFS.flatMap(({ name, meaning, holds }) => {
    const count = models.filter(holds).length;
    return count === 0 ? [] : [`- *${name}*: ${meaning} (${count} of ${models.length} products)`];
  }).join('\n');
}

function section(maker: string, models: readonly SensorModel[]): string {
  const sorted = models.toSorted(
    (a, b) => ORDER.compare(a.title, b.title) || ORDER.compare(a.id, b.id),
  );
  const remarks = sorted.flatMap(({ id, remarks }) =>
    remarks ? [`- ${code(id)}: ${remarks}`] : [],
  );
  return page(
    `## ${maker}`,
    table(['Model', 'What', 'Known by', 'Reports', 'Events', 'Key', 'Proven'], sorted.map(rowOf)),
    remarks.join('\n'),
  ).trimEnd();
}

function rowOf(model: SensorModel): readonly string[] {
  return [
    code(model.id),
    model.title,
    [
      ...(model.miBeacon ?? []).map((pid) => `MiBeacon ${code(hex16(pid))}`),
      ...(model.qingping ?? []).map((type) => `Qingping ${code(hex8(type))}`),
      ...(model.families ?? []).map(code),
    ].join(', '),
    model.exposes.map(withUnit).join(', '),
    (model.events ?? []).map(code).join(', '),
    keyOf(model),
    PROOFS.find(({ holds }) => holds(model))?.name ?? '',
  ];
}

function withUnit(quantity: Quantity): string {
  const unit = unitOf(quantity);
  return unit === '' ? code(quantity) : `${code(quantity)} ${unit}`;
}

function keyOf({ key, isKeyUnproven }: SensorModel): string {
  return `${key}${isKeyUnproven ? '?' : ''}`;
}

interface Proof {
  readonly name: string;
  readonly meaning: string;
  readonly holds: (model: SensorModel) => boolean;
}

/** How well a product is proven, the best first: each product has exactly one. */
const PROOFS: readonly Proof[] = [
  {
    name: 'recorded',
    meaning: 'the tests decode at least one frame that a real device sent',
    holds: ({ examples }) => examples.some(({ recorded }) => recorded),
  },
  {
    name: 'synthetic',
    meaning: 'the tests decode frames that were made after the format, no real one',
    holds: ({ examples }) => examples.length > 0 && !examples.some(({ recorded }) => recorded),
  },
  {
    name: 'id only',
    meaning: 'its id is known, and it is expected to follow its format',
    holds: ({ examples }) => examples.length === 0,
  },
];

export const sensorsPage: Generated = {
  path: 'docs/sensors.md',
  make: () => sensorsPageOf(MODELS),
};
