import { treeOf } from './convert.ts';
import { parseYaml } from './parse.ts';
import type { Reading } from './reading.ts';
import type { Source } from './source.ts';
import type { Tree } from './tree.ts';

/** What a file holds; no `tree` if it is empty. Undefined if it cannot be understood, which is told. JSON is YAML. */
export function treeIn(reading: Reading, source: Source): { readonly tree?: Tree | undefined } | undefined {
  const { document, findings } = parseYaml(source);
  reading.findings.push(...findings);
  return document && { tree: treeOf(reading, source, document) };
}
