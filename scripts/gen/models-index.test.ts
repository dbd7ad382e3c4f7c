import { describe, expect, it } from 'vitest';
import { modelsIndexOf } from './models-index.ts';

const FILES = ['b10.ts', 'index.ts', 'b9.ts', 'a-b.ts', 'models.test.ts', 'a.ts', '1d-2.ts'];

describe('modelsIndexOf', () => {
  it('imports every file but the list itself and the tests, sorted as Biome sorts', () => {
    const imports = modelsIndexOf(FILES).match(/from '\.\/.*'/g);
    expect(imports).toEqual(['1d-2', 'a', 'a-b', 'b9', 'b10'].map((stem) => `from './${stem}.ts'`));
  });

  it('names files in words that JavaScript takes', () => {
    expect(modelsIndexOf(FILES)).toContain(`import aB from './a-b.ts';`);
    expect(modelsIndexOf(FILES)).toContain(`import model1d2 from './1d-2.ts';`);
  });

  it('lists what it imports', () => {
    expect(modelsIndexOf(['b9.ts', 'a.ts'])).toContain('= [\n  a,\n  b9,\n];');
  });
});
