// The QR page: the setup code of a Tasmota bridge from its MAC, or of any bridge whose code is known.

import { useState } from 'react';
import { Card, Field, Notice, Tabs, TextInput } from '../../kit/index.ts';
import styles from './homekit.module.css';
import { SetupLabel } from './setup-label.tsx';
import { payloadOfCode, payloadOfMac, TASMOTA_SETUP_ID } from './setup-payload.ts';

type By = 'mac' | 'code';

const TABS = [
  { id: 'mac', label: 'From a MAC' },
  { id: 'code', label: 'From a setup code' },
] as const satisfies readonly { readonly id: By; readonly label: string }[];

/** The tool. Nothing that is typed leaves the browser. */
export function QrTool() {
  const [by, setBy] = useState<By>('mac');
  const [mac, setMac] = useState('');
  const [code, setCode] = useState('');
  const [setupId, setSetupId] = useState<string>(TASMOTA_SETUP_ID);
  const typed = by === 'mac' ? mac : code;
  const result =
    by === 'mac' ? payloadOfMac(mac) : payloadOfCode(code, setupId.trim().toUpperCase());
  const isEmpty = typed.trim() === '';
  const problem = !isEmpty && result.kind === 'problem' ? result.text : undefined;
  return (
    <>
      <Card>
        <Tabs label="Where the code comes from" tabs={TABS} selected={by} onSelect={setBy} />
        {by === 'mac' ? (
          <Field
            label="Wi-Fi MAC of the device"
            hint="12 hex digits, or 17 characters with colons: Tasmota shows it under Information."
            error={problem}
          >
            <TextInput
              isMono
              value={mac}
              onChange={setMac}
              placeholder="A4:CF:12:34:56:78"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={64}
            />
          </Field>
        ) : (
          <div className={styles.pair}>
            <Field label="Setup code" hint="Eight digits." error={problem}>
              <TextInput
                isMono
                inputMode="numeric"
                value={code}
                onChange={setCode}
                placeholder="141-12-456"
                maxLength={32}
              />
            </Field>
            <Field label="Setup id" hint="Four characters; Tasmota's is MI32.">
              <TextInput
                isMono
                value={setupId}
                onChange={setSetupId}
                autoCapitalize="characters"
                spellCheck={false}
                maxLength={8}
              />
            </Field>
          </div>
        )}
      </Card>
      {!isEmpty && result.kind === 'payload' && (
        <Card title="Label">
          {result.warning !== undefined && <Notice tone="warn">{result.warning}</Notice>}
          <SetupLabel
            payload={result.payload}
            name={by === 'mac' ? mac.trim().toUpperCase() : 'Bridge'}
          />
        </Card>
      )}
      <Notice>
        The code follows from the MAC alone: whoever sees one knows the other. Pair the bridge soon
        after its first start.
      </Notice>
    </>
  );
}

/** What the tool is for. */
export const QR_LEAD =
  "Makes the QR code with which Apple's Home app adds a bridge: from the MAC of a Tasmota device, or from a setup code.";
