import type { LoadFinding } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import { substituteScalar } from '../substitute/substitute.ts';
import type { Tree } from './definition-tree.ts';
import { parseYaml } from './parse-yaml.ts';
import type { SourceFile } from './source-file.ts';
import { type ConversionOptions, convertDocument, convertItems, createConversion } from './yaml-to-tree.ts';

/** The content of a file. Without `tree` if the file is empty. */
export interface DocumentTree {
  readonly tree?: Tree | undefined;
}

/** Parses a YAML or JSON file (JSON is YAML), replaces `${…}`, and reports its errors. `undefined` if it cannot be parsed. */
export const readDocumentTree = (context: LoadContext, source: SourceFile): DocumentTree | undefined =>
  readTree(source, { findings: context.findings, readString: (text, place) => substituteScalar(context, text, place) });

/** Parses a YAML or JSON file in which `${…}` is plain text. `undefined` if it cannot be parsed. */
export const readLiteralTree = (source: SourceFile, findings: LoadFinding[]): DocumentTree | undefined =>
  readTree(source, { findings, readString: (value, { span }) => ({ kind: 'scalar', value, span }) });

function readTree(source: SourceFile, options: ConversionOptions): DocumentTree | undefined {
  const earlier = options.findings.length;
  const conversion = createConversion(source, options);
  const { document, findings } = parseYaml(source, (items) => convertItems(conversion, items));
  // What was converted of a file before its syntax error is void.
  if (!document) options.findings.splice(earlier);
  options.findings.push(...findings);
  return document && { tree: convertDocument(conversion, document) };
}
