// What was declared, as programs hold it.

import { NotFoundError, parseUuid, type Uuid } from '../../core/index.ts';
import type { LocalServices } from '../../radio/index.ts';
import type { ServedCharacteristic } from './served-characteristic.ts';

/** Services that were declared together. */
export class ServedServices implements LocalServices {
  readonly characteristics: readonly ServedCharacteristic[];
  readonly #onRemove: () => void;
  #isRemoved = false;

  constructor(characteristics: readonly ServedCharacteristic[], onRemove: () => void) {
    this.characteristics = characteristics;
    this.#onRemove = onRemove;
  }

  characteristic(service: Uuid, characteristic: Uuid): ServedCharacteristic {
    const [ofService, uuid] = [parseUuid(service), parseUuid(characteristic)];
    const found = this.characteristics.find(
      (one) => one.service === ofService && one.uuid === uuid,
    );
    if (found) return found;
    const all = this.characteristics.map((one) => `${one.service}/${one.uuid}`).join(', ');
    throw new NotFoundError(`no characteristic ${ofService}/${uuid} is served; there are: ${all}`);
  }

  async remove(): Promise<void> {
    if (this.#isRemoved) return;
    this.#isRemoved = true;
    for (const characteristic of this.characteristics) characteristic.remove();
    this.#onRemove();
  }
}
