// The label of a bridge: QR code and setup code, to scan from the screen or to print.

import { Button, CopyButton } from '../../kit/index.ts';
import styles from './homekit.module.css';
import { QrCode } from './qr-code.tsx';
import type { SetupPayload } from './setup-payload.ts';

/** The label, and what can be done with it. Nothing else of the page is printed. */
export function SetupLabel({
  payload: { code, uri },
  name,
}: {
  readonly payload: SetupPayload;
  readonly name: string;
}) {
  return (
    <div className={styles.labelPlace}>
      <figure className={styles.label}>
        <QrCode text={uri} label={`QR code of ${uri}`} />
        <figcaption>
          <span className={styles.code}>{code}</span>
          <bdi className={styles.labelName}>{name}</bdi>
        </figcaption>
      </figure>
      <div className={styles.labelWords}>
        <dl className={styles.facts}>
          <div>
            <dt>Setup code</dt>
            <dd>
              <code>{code}</code>
              <CopyButton text={code} label="Copy the setup code" />
            </dd>
          </div>
          <div>
            <dt>Text of the QR code</dt>
            <dd>
              <code>{uri}</code>
              <CopyButton text={uri} label="Copy the text of the QR code" />
            </dd>
          </div>
        </dl>
        <div className={styles.buttons}>
          <Button kind="primary" onClick={() => window.print()}>
            Print the label
          </Button>
          <Button icon="download" onClick={download}>
            Save as SVG
          </Button>
        </div>
      </div>
    </div>
  );
}

/** Gives the code of the page's label as a file. */
function download(): void {
  const svg = document.querySelector(`.${styles.label} svg`);
  if (!svg) return;
  const copy = svg.cloneNode(true);
  // A copy of an element is one.
  (copy as Element).setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const text = new XMLSerializer().serializeToString(copy);
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'homekit.svg';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
