import { basename, dirname } from 'node:path';
import { groupBy } from '../../model/group.ts';
import { overlaid } from '../text/overlay.ts';
import { type Source, type Span, sourceOf } from '../text/source.ts';
import { type Mapping, memberOf, planted, type Tree, textOf } from '../text/tree.ts';
import type { Place } from './folders.ts';

/** One file of a directory: what it holds, and where in a definition that stands. */
export interface Part {
  readonly place: Place;
  readonly path: string;
  readonly tree: Tree;
}

/** The parts of one type as a definition with that type alone: lists of items, members in their places. */
export function asRoot([type, parts]: readonly [string, readonly Part[]]): Mapping {
  const groups = groupBy(parts, ({ place: { under = [], item } }) => JSON.stringify([under, item ?? false]));
  const value = [...groups.values()].reduce<Tree | undefined>((at, group) => {
    const [first] = group;
    return first ? put(at, first.place.under ?? [], together(first, group)) : at;
  }, undefined);
  return value ? mapping([[type, value]], value.span) : mapping([], spanOfNothing(type));
}

/** A folder that holds nothing: the type is managed and has no resource. */
export const noneOf = (folder: string, type: string): Mapping => {
  const span = spanOfNothing(`${folder}/${type}`);
  return mapping([[type, { kind: 'list', items: [], span }]], span);
};

function together(first: Part, group: readonly Part[]): Tree {
  const trees = group.map(inForm);
  const isList = first.place.item === true || trees.every(({ kind }) => kind === 'list');
  const items = (tree: Tree): readonly Tree[] => (tree.kind === 'list' ? tree.items : [tree]);
  if (isList) return { kind: 'list', items: trees.flatMap(items), span: first.tree.span };
  return trees.reduce((below, above) => (below.kind === 'map' && above.kind === 'map' ? overlaid(below, above) : above));
}

function put(at: Tree | undefined, steps: readonly string[], value: Tree): Tree {
  const [step, ...further] = steps;
  if (step === undefined) return at?.kind === 'map' && value.kind === 'map' ? overlaid(value, at) : value;
  const members = at?.kind === 'map' ? at.members : new Map();
  const inner = put(memberOf(at, step), further, value);
  return {
    kind: 'map',
    members: new Map([...members, [step, { key: begin(value.span), value: inner }]]),
    span: at?.span ?? value.span,
  };
}

/** Where a file begins stands for the name that the file has in a definition. */
const begin = ({ source, start }: Span): Span => ({ source, start, end: start + 1 });

const mapping = (members: readonly (readonly [string, Tree])[], span: Span): Mapping => ({
  kind: 'map',
  members: new Map(members.map(([name, value]) => [name, { key: begin(value.span), value }])),
  span,
});

function spanOfNothing(name: string): Span {
  const source: Source = sourceOf(name, name, '', { text: '', replaced: [], missing: [] });
  return { source, start: 0, end: 0 };
}

/** The file of the same name that holds an item's text is the text, whatever the item says. */
export function withTextBeside({ beside }: Place, path: string, tree: Tree, found: readonly string[]): Tree {
  const text = beside && path.replace(/json$/, beside.extension);
  if (!beside || text === undefined || tree.kind !== 'map' || !found.includes(text)) return tree;
  const old = tree.members.get(beside.field);
  const named = textOf(old?.value);
  // Another file that is there is what the item means.
  if (named !== undefined && found.includes(`${dirname(path)}/${basename(named)}`)) return tree;
  const key = old?.key ?? tree.span;
  const value = planted(`./${basename(text)}`, old?.value.span ?? tree.span);
  return { ...tree, members: new Map([...tree.members, [beside.field, { key, value }]]) };
}

/**
 * Partials are listed in a directory, `{login: [{login: [{name, template}]}]}`, and a map in YAML, `{login: {login: {name: template}}}`;
 * so are they in the API.
 */
const inForm = ({ place, tree }: Part): Tree =>
  place.form === 'partials' ? mapped(tree, (screens) => mapped(screens, pointsOf)) : tree;

function mapped(tree: Tree, inner: (tree: Tree) => Tree): Tree {
  const whole = tree.kind === 'list' && tree.items.length === 1 ? (tree.items[0] ?? tree) : tree;
  if (whole.kind !== 'map') return whole;
  return {
    ...whole,
    members: new Map([...whole.members].map(([name, member]) => [name, { ...member, value: inner(member.value) }])),
  };
}

function pointsOf(tree: Tree): Tree {
  if (tree.kind !== 'list') return tree;
  const members = tree.items.flatMap((item): (readonly [string, Tree])[] => {
    const name = textOf(memberOf(item, 'name'));
    const template = memberOf(item, 'template');
    return name === undefined || !template ? [] : [[name, template]];
  });
  return mapping(members, tree.span);
}
