import { existsSync, globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GENERATED_FOLDERS, renderSpec } from '../../scripts/generate-spec/render-spec.ts';
import { readSpec, SPEC } from './read-spec.ts';

const rendered = renderSpec();

describe('what is generated of the specification', () => {
  it.each([...rendered.keys()])('%s is what the code says: else run `npm run generate:spec`', (path) => {
    expect(existsSync(SPEC + path) ? readSpec(path) : 'no such file').toBe(rendered.get(path));
  });

  it('is all that its folders hold', () => {
    const found = globSync(`{${GENERATED_FOLDERS.join(',')}}/**/*.*`, { cwd: SPEC });
    expect(found.filter((path) => !rendered.has(path))).toEqual([]);
  });

  it('comes out the same twice', () => {
    expect(renderSpec()).toEqual(rendered);
  });
});
