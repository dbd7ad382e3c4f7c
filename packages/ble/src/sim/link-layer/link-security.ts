// Encryption of a link: starting it, pausing it, changing the key. Core Spec v5.4, Vol 6, Part B, 5.1.3.

import { HciStatus, LeFeature } from '../../hci/index.ts';
import { type ControlPdu, encReq } from '../../ll/index.ts';
import type { Link } from './link.ts';
import { LinkCipher, type SessionParts } from './link-cipher.ts';
import type { Procedure } from './link-control.ts';
import type { EncryptionStart } from './parameters.ts';
import { PayloadWatch } from './payload-watch.ts';

type EncReq = Extract<ControlPdu, { kind: 'encReq' }>;

/** Lengths of what each side contributes, 2.4.2.4. */
const SKD_OCTETS = 8;
const IV_OCTETS = 4;

/** What a peripheral waits for. */
type Stage = 'idle' | 'key' | 'startEncRsp' | 'pauseEncRsp' | 'encReq';

/** What receives, and as a peripheral answers; `EncryptionStarting` is what a central does. */
export class LinkSecurity {
  readonly watch: PayloadWatch;
  readonly #link: Link;
  #receiving: LinkCipher | undefined;
  #isEncrypted = false;
  /** Whether the encryption that begins takes the place of another. */
  #isRefresh = false;
  #stage: Stage = 'idle';
  #parts: SessionParts | undefined;
  #waiting: LinkCipher | undefined;

  constructor(link: Link) {
    this.#link = link;
    this.watch = new PayloadWatch(link);
  }

  get isEncrypted(): boolean {
    return this.#isEncrypted;
  }

  /** The payload in the clear; `undefined` when its integrity check fails. */
  opened(llid: number, payload: Uint8Array): Uint8Array | undefined {
    if (!this.#receiving) return payload;
    const plain = this.#receiving.open(llid, payload);
    if (plain) this.watch.onAuthenticated();
    return plain;
  }

  /** Data rests, and comes in the clear from now on. */
  pause(): void {
    this.#link.queue.isPaused = true;
    this.#isRefresh = true;
  }

  receiveInClear(): void {
    this.#receiving = undefined;
  }

  sendInClear(): void {
    this.#link.queue.cipher = undefined;
  }

  receiveSealed(cipher: LinkCipher): void {
    this.#receiving = cipher;
  }

  sendSealed(cipher: LinkCipher): void {
    this.#link.queue.cipher = cipher;
  }

  /** The link is encrypted from now on: data may go on, and the host is told. */
  complete(): void {
    const { connectionHandle, around, queue } = this.#link;
    const { events } = around.shared;
    const isRefresh = this.#isRefresh;
    queue.isPaused = false;
    this.#isEncrypted = true;
    this.#isRefresh = false;
    this.#stage = 'idle';
    this.watch.start();
    if (isRefresh) events.onKeyRefresh(connectionHandle, HciStatus.success);
    else events.onEncryptionChange(connectionHandle, HciStatus.success, true);
    this.#link.rouse();
  }

  /** It came to nothing: the link goes on in the clear. */
  fail(): void {
    this.#link.queue.isPaused = false;
    this.#isEncrypted = false;
    this.#isRefresh = false;
    this.#stage = 'idle';
    this.watch.stop();
    this.#link.rouse();
  }

  /** As peripheral: the central wants to encrypt. 5.1.3.1 */
  onEncReq({ rand, ediv, skdC, ivC }: EncReq): void {
    const { control, queue, around, connectionHandle, isCentral } = this.#link;
    if (isCentral || (this.#stage !== 'idle' && this.#stage !== 'encReq')) return;
    if (!around.shared.features.has(LeFeature.encryption)) {
      control.refuse(encReq.opcode, HciStatus.unsupportedRemoteFeature);
      return;
    }
    const { random } = around.shared.radio;
    queue.isPaused = true;
    this.#parts = { skdC, ivC, skdP: random.bytes(SKD_OCTETS), ivP: random.bytes(IV_OCTETS) };
    this.#stage = 'key';
    control.send({ kind: 'encRsp', skdP: this.#parts.skdP, ivP: this.#parts.ivP });
    if (!around.shared.events.onKeyRequest(connectionHandle, rand, ediv)) this.#refuse();
  }

  /** The host's answer. */
  answerKey(longTermKey: Uint8Array | undefined): number {
    if (this.#stage !== 'key' || !this.#parts) return HciStatus.commandDisallowed;
    if (!longTermKey) {
      this.#refuse();
      return HciStatus.success;
    }
    this.#waiting = new LinkCipher(longTermKey.toReversed(), this.#parts, false);
    this.#stage = 'startEncRsp';
    this.receiveSealed(this.#waiting);
    this.#link.control.send({ kind: 'startEncReq' });
    return HciStatus.success;
  }

  onStartEncRsp(): void {
    if (this.#stage !== 'startEncRsp' || !this.#waiting) return;
    this.sendSealed(this.#waiting);
    this.#link.control.send({ kind: 'startEncRsp' });
    this.complete();
  }

  /** 5.1.3.2 */
  onPauseEncReq(): void {
    if (this.#link.isCentral || !this.#isEncrypted || this.#stage !== 'idle') return;
    this.pause();
    this.#stage = 'pauseEncRsp';
    this.#link.control.send({ kind: 'pauseEncRsp' });
    this.receiveInClear();
  }

  onPauseEncRsp(): void {
    if (this.#stage !== 'pauseEncRsp') return;
    this.#stage = 'encReq';
    this.sendInClear();
  }

  close(): void {
    this.watch.stop();
  }

  #refuse(): void {
    this.#link.control.refuse(encReq.opcode, HciStatus.pinOrKeyMissing);
    this.fail();
  }
}

/** The central starts encryption, or pauses it to change the key. */
export class EncryptionStarting implements Procedure {
  readonly opcode = encReq.opcode;
  readonly #link: Link;
  readonly #start: EncryptionStart;
  #parts: Pick<SessionParts, 'skdC' | 'ivC'> | undefined;
  #cipher: LinkCipher | undefined;

  constructor(link: Link, start: EncryptionStart) {
    this.#link = link;
    this.#start = start;
  }

  begin(): void {
    const { security, control } = this.#link;
    if (security.isEncrypted) {
      security.pause();
      control.send({ kind: 'pauseEncReq' });
    } else {
      this.#request();
    }
  }

  onPdu(pdu: ControlPdu): boolean {
    if (pdu.kind === 'pauseEncRsp') this.#onPaused();
    else if (pdu.kind === 'encRsp') this.#onParts(pdu);
    else if (pdu.kind === 'startEncReq') this.#onStart();
    else if (pdu.kind === 'startEncRsp') this.#onStarted();
    else return false;
    return true;
  }

  onRefused(reason: number): void {
    const { security, connectionHandle, around } = this.#link;
    security.fail();
    around.shared.events.onEncryptionChange(connectionHandle, reason, false);
  }

  #onPaused(): void {
    const { security, control } = this.#link;
    if (this.#parts || !security.isEncrypted) return;
    security.receiveInClear();
    security.sendInClear();
    control.send({ kind: 'pauseEncRsp' });
    this.#request();
  }

  #request(): void {
    const { control, queue, around } = this.#link;
    const { random } = around.shared.radio;
    const { randomNumber: rand, encryptedDiversifier: ediv } = this.#start;
    queue.isPaused = true;
    this.#parts = { skdC: random.bytes(SKD_OCTETS), ivC: random.bytes(IV_OCTETS) };
    control.send({ kind: 'encReq', rand, ediv, ...this.#parts });
  }

  #onParts({ skdP, ivP }: Extract<ControlPdu, { kind: 'encRsp' }>): void {
    if (!this.#parts || this.#cipher) return;
    const key = this.#start.longTermKey.toReversed();
    this.#cipher = new LinkCipher(key, { ...this.#parts, skdP, ivP }, true);
  }

  #onStart(): void {
    const { security, control } = this.#link;
    if (!this.#cipher) return;
    security.receiveSealed(this.#cipher);
    security.sendSealed(this.#cipher);
    control.send({ kind: 'startEncRsp' });
  }

  /** A peer that skips what comes before has nothing to complete. */
  #onStarted(): void {
    if (!this.#cipher || this.#link.queue.cipher !== this.#cipher) return;
    this.#link.security.complete();
    this.#link.control.finish(this);
  }
}
