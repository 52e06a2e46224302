import { Document, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Part } from '../encode/part.ts';
import { nameNode, QUOTED, textNode } from './yaml-text.ts';

/** Where the values are that do not stand in the YAML itself. */
export interface Elsewhere {
  readonly secrets: ReadonlyMap<Part, string>;
  readonly files: ReadonlyMap<Part, string>;
}

export interface YamlSection {
  readonly name: string;
  readonly part: Part;
}

/** The text of a file: each section a list or a map, with an empty line between resources of more than one line. */
export function yamlOf(sections: readonly YamlSection[], elsewhere: Elsewhere): string {
  const root = new YAMLMap();
  for (const { name, part } of sections) {
    const key = nameNode(name);
    key.spaceBefore = root.items.length > 0;
    root.items.push(new Pair(key, part.kind === 'list' ? listNode(part.items, elsewhere, true) : nodeOf(part, elsewhere)));
  }
  return documentOf(root).toString({ lineWidth: 0 });
}

/** What older readers of YAML take for a date or a boolean is put in quotes, too. */
export function documentOf(root: Node): Document {
  const document = new Document<Node>(undefined, {
    customTags: (tags) => [...tags, QUOTED],
    compat: 'yaml-1.1',
    version: '1.2',
  });
  document.contents = root;
  return document;
}

function listNode(items: readonly Part[], elsewhere: Elsewhere, spaced: boolean): YAMLSeq {
  const list = new YAMLSeq();
  list.items = items.map((item, index) => {
    const node = nodeOf(item, elsewhere);
    if (spaced && index > 0 && item.kind === 'map') node.spaceBefore = true;
    return node;
  });
  return list;
}

export function nodeOf(part: Part, elsewhere: Elsewhere): Scalar | YAMLMap | YAMLSeq {
  switch (part.kind) {
    case 'plain':
      return typeof part.value === 'string' ? textNode(part.value) : new Scalar(part.value);
    case 'text': {
      const path = elsewhere.files.get(part);
      return path === undefined ? textNode(part.value) : new Scalar(`\${file:./${path}}`);
    }
    case 'secret':
      return secretNode(part, elsewhere);
    case 'list':
      return listNode(part.items, elsewhere, false);
    case 'map':
      return mapNode(part.members, elsewhere);
  }
}

/** A number or a boolean has to come from `env`, which alone gives other values than texts. */
function secretNode(part: Extract<Part, { readonly kind: 'secret' }>, elsewhere: Elsewhere): Scalar {
  const source = typeof part.value === 'string' ? 'secret' : 'env';
  const node = new Scalar(`\${${source}:${elsewhere.secrets.get(part) ?? ''}}`);
  if (part.hidden) node.comment = ' the tenant does not show it';
  return node;
}

function mapNode(members: readonly (readonly [string, Part])[], elsewhere: Elsewhere): YAMLMap {
  const map = new YAMLMap<Node, Node>();
  map.items = members.map(([name, member]) => new Pair<Node, Node>(nameNode(name), nodeOf(member, elsewhere)));
  return map;
}
