// Which PHYs a link runs on. Core Spec v5.4, Vol 6, Part B, 5.1.10.

import { HciStatus, LeFeature } from '../../hci/index.ts';
import { Coding, type ControlPdu, Phy, phyOf, phyReq } from '../../ll/index.ts';
import { instantFor } from './connection-update.ts';
import type { Link } from './link.ts';
import type { Procedure } from './link-control.ts';
import type { PhyPreference } from './parameters.ts';

/** PHYs by their bits in PDUs and preferences, the best first. */
const BITS: readonly (readonly [bit: number, phy: Phy])[] = [
  [2, Phy.le2M],
  [1, Phy.le1M],
  [4, Phy.leCoded],
];

/** `phyOptions` that asks for speed on LE Coded. */
const PREFERS_S2 = 1;

interface Wish {
  readonly txPhys: number;
  readonly rxPhys: number;
}

/** Agrees on PHYs: for the host, or because the peripheral asked. */
export class PhyUpdate implements Procedure {
  readonly opcode = phyReq.opcode;
  readonly hasInstant = true;
  readonly #link: Link;
  /** What the peripheral asked for; `undefined` where we ask. */
  readonly #asked: Wish | undefined;

  constructor(link: Link, asked?: Wish) {
    this.#link = link;
    this.#asked = asked;
  }

  begin(): void {
    if (this.#asked) this.#decide(this.#asked);
    else this.#link.control.send({ kind: 'phyReq', ...wishOf(this.#link) });
  }

  onPdu(pdu: ControlPdu): boolean {
    if (pdu.kind === 'phyRsp' && this.#link.isCentral) this.#decide(pdu);
    else if (pdu.kind === 'phyUpdateInd' && !this.#link.isCentral) this.#follow(pdu);
    else return false;
    return true;
  }

  onRefused(reason: number): void {
    if (!this.#asked) tellPhys(this.#link, reason);
  }

  /** The central has the last word. */
  #decide(peer: Wish): void {
    const { limits, control } = this.#link;
    const wish = wishOf(this.#link);
    const tx = chosen(wish.txPhys, peer.rxPhys, phyOf(limits.txCoding));
    const rx = chosen(wish.rxPhys, peer.txPhys, phyOf(limits.rxCoding));
    const [phyCToP, phyPToC] = [bitOf(tx, limits.txCoding), bitOf(rx, limits.rxCoding)];
    control.stopWaiting();
    if (phyCToP === 0 && phyPToC === 0) {
      control.send({ kind: 'phyUpdateInd', phyCToP, phyPToC, instant: 0 });
      this.#finish(false);
      return;
    }
    const instant = instantFor(this.#link);
    control.send({ kind: 'phyUpdateInd', phyCToP, phyPToC, instant });
    this.#link.changeAt(instant, () => {
      setPhys(this.#link, tx, rx);
      this.#finish(true);
    });
  }

  #follow(pdu: Extract<ControlPdu, { kind: 'phyUpdateInd' }>): void {
    this.#link.control.stopWaiting();
    takePhys(this.#link, pdu, (isChanged) => this.#finish(isChanged));
  }

  #finish(isChanged: boolean): void {
    if (isChanged || !this.#asked) tellPhys(this.#link, HciStatus.success);
    this.#link.control.finish(this);
  }
}

/** The peer wants other PHYs. */
export function considerPhys(link: Link, wish: Wish): void {
  const { control, isCentral } = link;
  if (!isCentral) {
    control.send({ kind: 'phyRsp', ...wishOf(link) });
    return;
  }
  if (!control.current?.hasInstant) {
    control.start(new PhyUpdate(link, wish));
    return;
  }
  const isSame = control.current instanceof PhyUpdate;
  control.refuse(
    phyReq.opcode,
    isSame ? HciStatus.llProcedureCollision : HciStatus.differentTransactionCollision,
  );
}

/** The central decided: we follow at the instant. */
export function takePhys(
  link: Link,
  { phyCToP, phyPToC, instant }: Extract<ControlPdu, { kind: 'phyUpdateInd' }>,
  onDone: (isChanged: boolean) => void,
): void {
  if (link.isCentral) return;
  const { limits, timing } = link;
  const tx = BITS.find(([bit]) => bit === phyPToC)?.[1];
  const rx = BITS.find(([bit]) => bit === phyCToP)?.[1];
  if (tx === undefined && rx === undefined) {
    onDone(false);
  } else if (timing.eventsUntil(instant) <= 0) {
    link.end(HciStatus.instantPassed);
  } else {
    link.changeAt(instant, () => {
      setPhys(link, tx ?? phyOf(limits.txCoding), rx ?? phyOf(limits.rxCoding));
      onDone(true);
    });
  }
}

export function tellPhys({ around, connectionHandle, limits }: Link, status: number): void {
  const { events } = around.shared;
  events.onPhyUpdate(connectionHandle, status, phyOf(limits.txCoding), phyOf(limits.rxCoding));
}

/** Bits of what this controller can do. */
export function supportedPhys(features: ReadonlySet<number>): number {
  return 1 + (features.has(LeFeature.phy2M) ? 2 : 0) + (features.has(LeFeature.codedPhy) ? 4 : 0);
}

function setPhys(link: Link, tx: Phy, rx: Phy): void {
  const { limits, around, connectionHandle } = link;
  const isFast = link.phyOptions === PREFERS_S2;
  limits.setCodings(
    tx === Phy.leCoded && isFast ? Coding.leCodedS2 : tx,
    // A receiver is told by the packet which of the two it is.
    rx,
  );
  const news = limits.takeNews();
  if (news) around.shared.events.onDataLengthChange(connectionHandle, news);
}

/** What our host wants for this link. */
function wishOf({ phyPreference, around }: Link): Wish {
  return allowedPhys(phyPreference ?? around.defaultPhy, around.shared.features);
}

/** Bits of what a host allows. */
function allowedPhys(
  { allPhys, txPhys, rxPhys }: Omit<PhyPreference, 'phyOptions'>,
  features: ReadonlySet<number>,
): Wish {
  const all = supportedPhys(features);
  const isAnyTx = allPhys % 2 === 1;
  const isAnyRx = Math.floor(allPhys / 2) % 2 === 1;
  return { txPhys: isAnyTx ? all : txPhys, rxPhys: isAnyRx ? all : rxPhys };
}

/** The best PHY that both want; the present one where there is none. */
function chosen(ours: number, theirs: number, present: Phy): Phy {
  return BITS.find(([bit]) => has(ours, bit) && has(theirs, bit))?.[1] ?? present;
}

function has(bits: number, bit: number): boolean {
  return Math.floor(bits / bit) % 2 === 1;
}

/** The bit that announces a PHY; 0 where it stays. */
function bitOf(phy: Phy, present: Coding): number {
  if (phy === phyOf(present)) return 0;
  return BITS.find(([, one]) => one === phy)?.[0] ?? 0;
}
