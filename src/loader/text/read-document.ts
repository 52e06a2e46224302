import type { Reading } from '../load-context.ts';
import { parseYaml } from './parse-yaml.ts';
import type { Source } from './source.ts';
import type { Tree } from './tree.ts';
import { treeOf } from './yaml-to-tree.ts';

/** What a file holds; no `tree` if it is empty. Undefined if it cannot be understood, which is told. JSON is YAML. */
export function treeIn(reading: Reading, source: Source): { readonly tree?: Tree | undefined } | undefined {
  const { document, findings } = parseYaml(source);
  reading.findings.push(...findings);
  return document && { tree: treeOf(reading, source, document) };
}
