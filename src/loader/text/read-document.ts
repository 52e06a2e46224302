import type { LoadContext } from '../load-context.ts';
import type { Tree } from './definition-tree.ts';
import { parseYaml } from './parse-yaml.ts';
import type { SourceFile } from './source-file.ts';
import { convertDocument, convertItems, createConversion } from './yaml-to-tree.ts';

/** Parses a YAML or JSON file (JSON is YAML) and reports its errors. Without `tree` if the file is empty; `undefined` if it cannot be parsed. */
export function readDocumentTree(context: LoadContext, source: SourceFile): { readonly tree?: Tree | undefined } | undefined {
  const isolated: LoadContext = { ...context, findings: [] };
  const conversion = createConversion(isolated, source);
  const { document, findings } = parseYaml(source, (items) => convertItems(conversion, items));
  context.findings.push(...findings);
  if (!document) return undefined;
  const tree = convertDocument(conversion, document);
  context.findings.push(...isolated.findings);
  return { tree };
}
