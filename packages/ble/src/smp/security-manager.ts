// The Security Manager of one link. Core Spec v5.4, Vol 3, Part H.

import { encode } from '../codec/index.ts';
import { type BleError, type Counts, Tally, UsageError } from '../core/index.ts';
import { type Bond, encryptionKeyOf, type KeySecurity } from './bond.ts';
import { MemoryBondStore } from './bond-store.ts';
import type { Exchange, Received } from './exchange.ts';
import { ownAuthReq } from './features.ts';
import { LinkEncryption } from './link-encryption.ts';
import { abilitiesOf, answerPairing, initiatePairing, type PairingResult } from './pairing.ts';
import { type LinkSetup, PairingRunner, type Procedure } from './pairing-runner.ts';
import { type SmpPdu, type SmpPduOf, smpPdu } from './pdu.ts';
import { PduReceiver } from './pdu-receiver.ts';
import type { SecurityAddress, SecurityLink } from './security-link.ts';
import type { SecurityManagerOptions, SmpViolation } from './security-manager-options.ts';
import { reaches, securityPolicy } from './security-policy.ts';
import { isSigned, signData } from './signed-data.ts';
import { SmpError, SmpReason } from './smp-error.ts';
import { Waiter } from './waiter.ts';

/** Encrypts one link: by pairing, or with the key of a bond. */
export class SecurityManager {
  readonly #link: SecurityLink;
  readonly #options: SecurityManagerOptions;
  readonly #setup: LinkSetup;
  readonly #pairings: PairingRunner;
  readonly #violations: Tally<SmpViolation>;
  readonly #receiver: PduReceiver;
  /** The identity that the peer told on this link. */
  #toldIdentity: SecurityAddress | undefined;
  readonly #encryption = new LinkEncryption();
  /** What comes of the pairing that is under way. */
  #pairing: Promise<KeySecurity> | undefined;
  /** Peripheral: a Security Request was sent. */
  #asking: Waiter<KeySecurity> | undefined;
  /** Why nothing can be sent any more: the link is gone, or a pairing timed out. 3.4 */
  #end: unknown;

  /** Takes over the callbacks of the link. */
  constructor(link: SecurityLink, options: SecurityManagerOptions) {
    this.#link = link;
    this.#options = options;
    this.#setup = {
      link,
      random: options.random,
      user: options.user ?? {},
      bonds: options.bonds ?? new MemoryBondStore(),
      policy: securityPolicy(options.policy),
      identity: options.identity,
    };
    this.#pairings = new PairingRunner(this.#setup, options.clock, options.attempts);
    this.#violations = new Tally({
      code: 'SMP_VIOLATION',
      ...(options.log && { log: options.log }),
    });
    const pairings = this.#pairings;
    this.#receiver = new PduReceiver(
      {
        get exchange() {
          return pairings.exchange;
        },
        peerFailed: (error) => this.#peerFailed(error),
        securityRequested: (pdu) => this.#securityRequested(pdu),
        pairingRequested: (received) => this.#pairingRequested(received),
        refuse: (reason, why) => this.#refuse(reason, why),
      },
      this.#violations,
    );
    link.onReceive = (bytes) => this.#receive(bytes);
    link.onEncrypted = (failure) => this.#encrypted(failure);
    link.onKeyRequest = (ediv, rand) => this.#keyFor(ediv, rand);
    link.onClosed = (reason) => this.#close(reason);
  }

  /** How far the encryption of the link can be trusted; `undefined` while there is none. */
  get security(): KeySecurity | undefined {
    return this.#encryption.security;
  }

  /** Whether a pairing is under way. */
  get isPairing(): boolean {
    return this.#pairings.exchange !== undefined;
  }

  /** What is kept of this peer. */
  get bond(): Bond | undefined {
    return this.#setup.bonds.find(this.#peer);
  }

  /** What the peer did that it should not have done. */
  get violations(): Counts<SmpViolation> {
    return this.#violations.counts;
  }

  /**
   * Makes the link as secure as the policy asks for, where it is not. A central uses the bond, or pairs
   * when there is none that suffices; a peripheral asks the central to do so, by a Security Request.
   * What is under way already, whoever began it, is waited for.
   *
   * @throws {SmpError} one of the sides refused.
   * @throws {TimeoutError} the peer did not answer within 30 s.
   */
  async secure(): Promise<KeySecurity> {
    const { security } = this;
    if (security && reaches(security, this.#setup.policy)) return security;
    const underWay = this.#pairing ?? this.#encryption.starting;
    if (underWay) return underWay;
    if (this.#link.role === 'peripheral') return this.#askForSecurity();
    const { bond } = this;
    const isBondEnough = bond?.centralKey && reaches(bond.security, this.#setup.policy);
    return isBondEnough ? this.encrypt() : (await this.pair()).security;
  }

  /**
   * Central: pairs anew, whether or not there is a bond.
   *
   * @throws {SmpError} one of the sides refused; or the peer has to wait after failures.
   * @throws {TimeoutError} the peer did not answer within 30 s. The link cannot be paired any more.
   * @throws {UsageError} a pairing is under way, or we are the peripheral.
   */
  async pair(): Promise<PairingResult> {
    this.#checkMayBegin();
    this.#pairings.checkMayTry();
    return this.#run(initiatePairing);
  }

  /**
   * Central: encrypts the link with the key of the bond; waits where that has begun already.
   *
   * @throws {BleError} what the link gives when encryption fails, such as because the peer has lost
   *   its bond: pair anew then.
   * @throws {UsageError} there is no key, a pairing is under way, or we are the peripheral.
   */
  async encrypt(): Promise<KeySecurity> {
    if (this.#encryption.starting) return this.#encryption.starting;
    this.#checkMayBegin();
    const { bond } = this;
    if (!bond?.centralKey) throw new UsageError('no key for a link to this peer: pair first');
    const outcome = this.#encryption.start(bond.security, this.#options.clock);
    this.#link.encrypt(encryptionKeyOf(bond.centralKey));
    return outcome;
  }

  /**
   * Signs data for this peer: the 12 bytes that stand behind it.
   *
   * @throws {UsageError} no signing key was exchanged.
   */
  sign(data: Uint8Array): Promise<Uint8Array> {
    return signData(this.#setup.bonds, this.bond, data);
  }

  /** Whether this peer has signed the data, and this is no repeat. */
  isSigned(data: Uint8Array, signature: Uint8Array): Promise<boolean> {
    return isSigned(this.#setup.bonds, this.bond, data, signature);
  }

  #askForSecurity(): Promise<KeySecurity> {
    if (this.#end !== undefined) return Promise.reject(this.#end);
    if (this.#pairings.exchange) throw new UsageError('a pairing is under way');
    if (this.#asking) return this.#asking.promise;
    const waiter = Waiter.within<KeySecurity>(
      this.#options.clock,
      'no answer to a Security Request',
    );
    this.#asking = waiter;
    const authReq = ownAuthReq(abilitiesOf(this.#setup, false));
    this.#send({ kind: 'securityRequest', authReq });
    return waiter.promise.finally(() => {
      this.#asking = undefined;
    });
  }

  #checkMayBegin(): void {
    if (this.#end !== undefined) throw this.#end;
    if (this.#link.role === 'peripheral') {
      throw new UsageError('only the central begins: a peripheral asks by secure()');
    }
    if (this.isPairing || this.#encryption.isStarting) {
      throw new UsageError('a pairing is under way');
    }
  }

  get #peer(): SecurityAddress {
    return this.#toldIdentity ?? this.#link.peerIdentity ?? this.#link.peerAddress;
  }

  /** Runs a pairing, and tells everybody what came of it. */
  async #run(procedure: Procedure): Promise<PairingResult> {
    this.#asking?.untimed();
    const running = this.#pairings.run(procedure, this.#peer, (error, exchange) =>
      this.#failed(error, exchange),
    );
    this.#pairing = running.then(({ security }) => security);
    // Nobody may wait for it.
    this.#pairing.catch(() => {});
    const result = await running.finally(() => {
      this.#pairing = undefined;
    });
    this.#toldIdentity = result.bond?.peer;
    this.#asking?.resolve(result.security);
    this.#options.onPaired?.(result);
    this.#options.onSecured?.(result.security);
    return result;
  }

  /** Runs a pairing that the peer wants: nobody waits for it but those who listen. */
  #runForPeer(procedure: Procedure): void {
    // Whoever wants to know of failures has been told by `onFailed`.
    this.#run(procedure).catch(() => {});
  }

  #failed(error: unknown, exchange: Exchange): void {
    // The key of a pairing that failed is none to build on.
    if (exchange.isEncrypted) this.#encryption.distrust();
    if (exchange.isTimedOut) this.#end = error;
    const isPeersWord = error instanceof SmpError && error.isFromPeer;
    if (this.#end === undefined && !isPeersWord) {
      this.#refuse(error instanceof SmpError ? error.reason : SmpReason.unspecifiedReason, error);
    }
    this.#asking?.reject(error);
    this.#options.onFailed?.(error);
  }

  #receive(bytes: Uint8Array): void {
    if (this.#end !== undefined) {
      this.#violations.add('afterEnd');
      return;
    }
    this.#receiver.receive(bytes);
  }

  #peerFailed(error: SmpError): void {
    if (this.#pairings.exchange) this.#pairings.exchange.fail(error);
    else if (this.#asking) this.#asking.reject(error);
    else this.#violations.add('notExpected', error.message);
  }

  #pairingRequested(received: Received<'pairingRequest'>): void {
    if (this.#link.role === 'central') {
      this.#violations.add('wrongRole', received.pdu.kind);
      this.#refuse(SmpReason.commandNotSupported, 'a central answers no Pairing Request');
    } else if (this.#mayPair()) {
      const isAskedFor = this.#asking !== undefined;
      this.#runForPeer((setup) => answerPairing(setup, received, isAskedFor));
    }
  }

  /** 2.4.6 */
  #securityRequested({ kind, authReq }: SmpPduOf<'securityRequest'>): void {
    const suffices = (security?: KeySecurity) =>
      security !== undefined && (security.isAuthenticated || !authReq.mitm);
    if (this.#link.role === 'peripheral') {
      this.#violations.add('wrongRole', kind);
      this.#refuse(SmpReason.commandNotSupported, 'a peripheral answers no Security Request');
    } else if (this.isPairing || this.#encryption.isStarting || suffices(this.security)) {
      // To be ignored.
    } else if (this.bond?.centralKey && suffices(this.bond.security)) {
      this.encrypt().catch((error: unknown) => this.#options.onFailed?.(error));
    } else if (this.#mayPair()) {
      this.#runForPeer(initiatePairing);
    }
  }

  /** Whether the peer may pair now; if not, it is told so. */
  #mayPair(): boolean {
    const { waitMs } = this.#pairings;
    if (!this.#setup.policy.isPairable && !this.#asking) {
      this.#refuse(SmpReason.pairingNotSupported, 'not pairable');
    } else if (waitMs > 0) {
      this.#refuse(SmpReason.repeatedAttempts, `to wait ${waitMs} ms`);
    } else {
      return true;
    }
    return false;
  }

  /** Peripheral: the key that the central wants to encrypt with. 2.4.4.1 */
  #keyFor(ediv: number, rand: bigint): Uint8Array | undefined {
    const { bond } = this;
    const fromBond = bond?.peripheralKey && encryptionKeyOf(bond.peripheralKey);
    // While a pairing is under way its key alone counts.
    const key = this.#pairings.exchange ? this.#pairings.exchange.offeredKey : fromBond;
    if (!key || key.ediv !== ediv || key.rand !== rand) return undefined;
    this.#encryption.grant(this.isPairing ? this.#pairings.agreed : bond?.security);
    return key.ltk;
  }

  #encrypted(failure?: BleError): void {
    const { exchange, agreed } = this.#pairings;
    const isOfPairing = exchange?.isEncryptionDue ?? false;
    if (isOfPairing) this.#encryption.grant(agreed);
    const security = this.#encryption.changed(failure);
    if (isOfPairing) {
      exchange?.encrypted(failure);
    } else if (security) {
      this.#asking?.resolve(security);
      this.#options.onSecured?.(security);
    }
  }

  #close(reason: BleError): void {
    this.#end ??= reason;
    this.#encryption.changed(reason);
    this.#pairings.exchange?.fail(reason);
    this.#asking?.reject(reason);
  }

  #refuse(reason: number, why: unknown): void {
    this.#violations.add('refused', why instanceof Error ? why.message : String(why));
    this.#send({ kind: 'pairingFailed', reason });
  }

  #send(pdu: SmpPdu): void {
    this.#link.send(encode(smpPdu, pdu));
  }
}
