import type { LoadContext } from '../load-context.ts';
import type { Tree } from './definition-tree.ts';
import { parseYaml } from './parse-yaml.ts';
import type { SourceFile } from './source-file.ts';
import { convertDocument } from './yaml-to-tree.ts';

/** What a file holds; no `tree` if it is empty. Undefined if it cannot be understood, which is told. JSON is YAML. */
export function readDocumentTree(context: LoadContext, source: SourceFile): { readonly tree?: Tree | undefined } | undefined {
  const { document, findings } = parseYaml(source);
  context.findings.push(...findings);
  return document && { tree: convertDocument(context, source, document) };
}
