// Features and versions. Core Spec v5.4, Vol 6, Part B, 5.1.4 and 5.1.5.

import { type ControlPdu, featureReq, peripheralFeatureReq, versionInd } from '../../ll/index.ts';
import type { Link } from './link.ts';
import type { Procedure } from './link-control.ts';
import { LINK_LAYER_VERSION } from './version.ts';

const NO_VERSION = { version: 0, companyIdentifier: 0, subversion: 0 };

/** Asks the peer what it can do, for the host. */
export class FeatureExchange implements Procedure {
  readonly opcode: number;
  readonly #link: Link;

  constructor(link: Link) {
    this.#link = link;
    this.opcode = link.isCentral ? featureReq.opcode : peripheralFeatureReq.opcode;
  }

  begin(): void {
    const { isCentral, control, around } = this.#link;
    const featureSet = around.shared.features;
    control.send({ kind: isCentral ? 'featureReq' : 'peripheralFeatureReq', featureSet });
  }

  onPdu(pdu: ControlPdu): boolean {
    if (pdu.kind !== 'featureRsp') return false;
    this.#link.remote.features = pdu.featureSet;
    this.#tell(0, pdu.featureSet);
    this.#link.control.finish(this);
    return true;
  }

  onRefused(reason: number): void {
    this.#tell(reason, new Set());
  }

  #tell(status: number, features: ReadonlySet<number>): void {
    const { connectionHandle, around } = this.#link;
    around.shared.events.onRemoteFeatures(connectionHandle, status, features);
  }
}

/** Asks the peer who made it, for the host; or gives what it told before. */
export class VersionExchange implements Procedure {
  readonly opcode = versionInd.opcode;
  readonly #link: Link;

  constructor(link: Link) {
    this.#link = link;
  }

  begin(): void {
    if (this.#link.remote.version) this.#finish();
    else sendVersion(this.#link);
  }

  onPdu(pdu: ControlPdu): boolean {
    if (pdu.kind !== 'versionInd') return false;
    takeVersion(this.#link, pdu);
    this.#finish();
    return true;
  }

  onRefused(reason: number): void {
    const { connectionHandle, around } = this.#link;
    around.shared.events.onRemoteVersion(connectionHandle, reason, NO_VERSION);
  }

  #finish(): void {
    const { connectionHandle, around, remote, control } = this.#link;
    around.shared.events.onRemoteVersion(connectionHandle, 0, remote.version ?? NO_VERSION);
    control.finish(this);
  }
}

/** 5.1.4: answers with what both can do. */
export function answerFeatures(
  { remote, control, around }: Link,
  { featureSet }: { readonly featureSet: ReadonlySet<number> },
): void {
  remote.features = featureSet;
  const both = [...around.shared.features].filter((bit) => featureSet.has(bit));
  control.send({ kind: 'featureRsp', featureSet: new Set(both) });
}

/** 5.1.5 */
export function answerVersion(link: Link, pdu: Extract<ControlPdu, { kind: 'versionInd' }>): void {
  takeVersion(link, pdu);
  if (!link.remote.knowsOurVersion) sendVersion(link);
}

function takeVersion(
  { remote }: Link,
  { versNr, compId, subVersNr }: Extract<ControlPdu, { kind: 'versionInd' }>,
): void {
  remote.version = { version: versNr, companyIdentifier: compId, subversion: subVersNr };
}

function sendVersion({ remote, control }: Link): void {
  const { version, companyIdentifier, subversion } = LINK_LAYER_VERSION;
  remote.knowsOurVersion = true;
  control.send({
    kind: 'versionInd',
    versNr: version,
    compId: companyIdentifier,
    subVersNr: subversion,
  });
}
