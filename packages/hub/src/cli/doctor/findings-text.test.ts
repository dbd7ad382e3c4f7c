import { describe, expect, it } from 'vitest';
import { widthOf } from '../text.ts';
import { findingsText } from './findings-text.ts';

const plain = (_: string, text: string) => text;

describe('findingsText', () => {
  it('keeps to 80 columns, and shows what belongs together', () => {
    const text = 'It is heard, but it says what nobody here has ever understood, again and again.';
    const lines = findingsText(
      {
        sensor: 'A4:C1:38:00:00:01',
        name: 'Kitchen',
        findings: [
          { code: 'unreadable', severity: 'fault', text, nextStep: text },
          { code: 'ok', severity: 'good', text: 'The rest is well.' },
        ],
      },
      plain,
    );
    expect(lines).toEqual([
      'Kitchen · A4:C1:38:00:00:01',
      '✗ It is heard, but it says what nobody here has ever understood, again and',
      '  again.',
      '  → It is heard, but it says what nobody here has ever understood, again and',
      '    again.',
      '✓ The rest is well.',
    ]);
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(80);
  });

  it('lets no name from elsewhere move the cursor', () => {
    const name = 'Kit\u001b[2Jchen';
    expect(findingsText({ name, findings: [] }, plain).join()).not.toContain('\u001b');
  });
});
