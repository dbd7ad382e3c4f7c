// The people at two devices that pair: they see both screens, and have both keyboards.

import type { IoCapability } from '@bluebell/ble/smp';
import { Inbox } from './patience.ts';

/** One of them, at one device. Fits our `PairingUser`, and what the tests make of ble-host. */
export interface Person {
  displayPasskey?(passkey: string): void;
  enterPasskey?(): Promise<string>;
  confirmNumber?(number: string): Promise<boolean>;
}

/** What two people do besides what they are asked for. */
export interface PeopleOptions {
  /** Whoever enters a passkey enters another one. */
  readonly areWrong?: boolean;
  /** Whoever compares numbers says that they differ. */
  readonly areDistrustful?: boolean;
}

/** What people at two devices of these capabilities do. */
export function peopleAt(
  first: IoCapability,
  second: IoCapability,
  options: PeopleOptions = {},
): readonly [first: Person, second: Person] {
  const table = new Table(options);
  return [table.personAt(first, second), table.personAt(second, first)];
}

/** What they agree on where neither device shows anything. The zeros in front belong to it. */
const MADE_UP = '001234';

const WRONG = '999999';

const CAN_SHOW: readonly IoCapability[] = ['displayOnly', 'displayYesNo', 'keyboardDisplay'];
const CAN_ENTER: readonly IoCapability[] = ['keyboardOnly', 'keyboardDisplay'];
const CAN_COMPARE: readonly IoCapability[] = ['displayYesNo', 'keyboardDisplay'];

/** Where both devices lie, so that each can see the other's screen. */
class Table {
  readonly #areWrong: boolean;
  readonly #areDistrustful: boolean;
  readonly #shown = new Inbox<string>('a passkey on the other screen');
  readonly #numbers: string[] = [];
  readonly #bothNumbers = new Inbox<readonly string[]>('a number on the other screen');

  constructor({ areWrong = false, areDistrustful = false }: PeopleOptions) {
    this.#areWrong = areWrong;
    this.#areDistrustful = areDistrustful;
  }

  personAt(own: IoCapability, other: IoCapability): Person {
    const canRead = CAN_SHOW.includes(other);
    return {
      ...(CAN_SHOW.includes(own) && {
        displayPasskey: (passkey: string) => this.#shown.put(passkey),
      }),
      ...(CAN_ENTER.includes(own) && { enterPasskey: () => this.#passkey(canRead) }),
      ...(CAN_COMPARE.includes(own) && {
        confirmNumber: (number: string) => this.#compare(number),
      }),
    };
  }

  async #passkey(canRead: boolean): Promise<string> {
    const right = canRead ? await this.#shown.next() : MADE_UP;
    return this.#areWrong ? WRONG : right;
  }

  async #compare(number: string): Promise<boolean> {
    this.#numbers.push(number);
    if (this.#numbers.length === 2) {
      this.#bothNumbers.put(this.#numbers);
      this.#bothNumbers.put(this.#numbers);
    }
    const [one, other] = await this.#bothNumbers.next();
    return one === other && !this.#areDistrustful;
  }
}
