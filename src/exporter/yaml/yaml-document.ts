import { Document, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { ExportPart } from '../encode/export-part.ts';
import { createNameNode, createTextNode, QUOTED_TAG } from './yaml-text.ts';

/** Values kept outside the YAML: names of environment variables for secrets, and paths of files for long texts. */
export interface ExternalValues {
  readonly secrets: ReadonlyMap<ExportPart, string>;
  readonly files: ReadonlyMap<ExportPart, string>;
}

export interface YamlSection {
  readonly name: string;
  readonly part: ExportPart;
}

/** Renders a file. Each section is a list or a map; an empty line separates resources that take more than one line. */
export function renderYaml(sections: readonly YamlSection[], externalValues: ExternalValues): string {
  const root = new YAMLMap();
  for (const { name, part } of sections) {
    const key = createNameNode(name);
    key.spaceBefore = root.items.length > 0;
    root.items.push(
      new Pair(
        key,
        part.kind === 'list' ? createListNode(part.items, externalValues, true) : createValueNode(part, externalValues),
      ),
    );
  }
  return createDocument(root).toString({ lineWidth: 0 });
}

/** Creates a YAML 1.2 document that also quotes what YAML 1.1 parsers would read as a date or a boolean. */
export function createDocument(root: Node): Document {
  const document = new Document<Node>(undefined, {
    customTags: (tags) => [...tags, QUOTED_TAG],
    compat: 'yaml-1.1',
    version: '1.2',
  });
  document.contents = root;
  return document;
}

function createListNode(items: readonly ExportPart[], externalValues: ExternalValues, spaced: boolean): YAMLSeq {
  const list = new YAMLSeq();
  list.items = items.map((item, index) => {
    const node = createValueNode(item, externalValues);
    if (spaced && index > 0 && item.kind === 'map') node.spaceBefore = true;
    return node;
  });
  return list;
}

export function createValueNode(part: ExportPart, externalValues: ExternalValues): Scalar | YAMLMap | YAMLSeq {
  switch (part.kind) {
    case 'plain':
      return typeof part.value === 'string' ? createTextNode(part.value) : new Scalar(part.value);
    case 'text': {
      const path = externalValues.files.get(part);
      return path === undefined ? createTextNode(part.value) : new Scalar(`\${file:./${path}}`);
    }
    case 'secret':
      return createSecretNode(part, externalValues);
    case 'list':
      return createListNode(part.items, externalValues, false);
    case 'map':
      return createMapNode(part.members, externalValues);
  }
}

/** Numbers and booleans use `env`, because `secret` always yields a string. */
function createSecretNode(part: Extract<ExportPart, { readonly kind: 'secret' }>, externalValues: ExternalValues): Scalar {
  const source = typeof part.value === 'string' ? 'secret' : 'env';
  const node = new Scalar(`\${${source}:${externalValues.secrets.get(part) ?? ''}}`);
  if (part.hidden) node.comment = ' the tenant does not show it';
  return node;
}

function createMapNode(members: readonly (readonly [string, ExportPart])[], externalValues: ExternalValues): YAMLMap {
  const map = new YAMLMap<Node, Node>();
  map.items = members.map(
    ([name, member]) => new Pair<Node, Node>(createNameNode(name), createValueNode(member, externalValues)),
  );
  return map;
}
