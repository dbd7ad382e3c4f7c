import { describe, expect, it } from 'vitest';
import { FakeOutput } from './fake-terminal.contract.ts';
import { statusLine } from './status-line.ts';

const WIPE = '\r\u001b[K';

describe('statusLine', () => {
  it('writes over itself on a terminal, and takes itself away once', () => {
    const output = new FakeOutput(true);
    const status = statusLine(output);
    status.show('connecting …');
    status.show('reading …');
    status.clear();
    status.clear();
    expect(output.text).toBe(`${WIPE}connecting …${WIPE}reading …${WIPE}`);
  });

  it('never takes a second row', () => {
    const output = new FakeOutput(true);
    output.columns = 20;
    statusLine(output).show('x'.repeat(100));
    expect(output.text).toBe(`${WIPE}${'x'.repeat(18)}…`);
  });

  it('says nothing where there is no terminal', () => {
    const output = new FakeOutput();
    const status = statusLine(output);
    status.show('connecting …');
    status.clear();
    expect(output.text).toBe('');
  });
});
