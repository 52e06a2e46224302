import { basename, dirname } from 'node:path';
import { groupBy } from '../../model/group-by.ts';
import { createSyntheticScalar, getMember, getText, type MapTree, type Tree } from '../text/definition-tree.ts';
import { applyOverlay } from '../text/overlay.ts';
import { createSource, type SourceFile, type SourceSpan } from '../text/source-file.ts';
import type { DirectoryPlace } from './directory-format.ts';

/** A file of a directory, with its place in the definition. */
export interface DirectoryPart {
  readonly place: DirectoryPlace;
  readonly path: string;
  readonly tree: Tree;
}

/** Builds a definition of one type from its files. */
export function buildRoot([type, parts]: readonly [string, readonly DirectoryPart[]]): MapTree {
  const groups = groupBy(parts, ({ place: { under, item } }) => JSON.stringify([under, item ?? false]));
  const value = [...groups.values()].reduce<Tree | undefined>((at, group) => {
    const [first] = group;
    return first ? putAt(at, first.place.under, joinParts(first, group)) : at;
  }, undefined);
  return value ? createMap([[type, value]], value.span) : createMap([], createEmptySpan(type));
}

/** Builds a definition for an empty folder: the type is declared, with no resources. */
export const buildEmptyRoot = (folder: string, type: string): MapTree => {
  const span = createEmptySpan(`${folder}/${type}`);
  return createMap([[type, { kind: 'list', items: [], span }]], span);
};

function joinParts(first: DirectoryPart, group: readonly DirectoryPart[]): Tree {
  const trees = group.map(convertForm);
  const isList = first.place.item === true || trees.every(({ kind }) => kind === 'list');
  const listItems = (tree: Tree): readonly Tree[] => (tree.kind === 'list' ? tree.items : [tree]);
  if (isList) return { kind: 'list', items: trees.flatMap(listItems), span: first.tree.span };
  return trees.reduce((below, above) => (below.kind === 'map' && above.kind === 'map' ? applyOverlay(below, above) : above));
}

function putAt(at: Tree | undefined, steps: readonly string[], value: Tree): Tree {
  const [step, ...remainingSteps] = steps;
  if (step === undefined) return at?.kind === 'map' && value.kind === 'map' ? applyOverlay(value, at) : value;
  const members = at?.kind === 'map' ? at.members : new Map();
  const inner = putAt(getMember(at, step), remainingSteps, value);
  return {
    kind: 'map',
    members: new Map([...members, [step, { key: toStartSpan(value.span), value: inner }]]),
    span: at?.span ?? value.span,
  };
}

/** Returns the first character of a value, as the place of its key: the key itself is a file name, not text. */
const toStartSpan = ({ source, start }: SourceSpan): SourceSpan => ({ source, start, end: start + 1 });

const createMap = (members: readonly (readonly [string, Tree])[], span: SourceSpan): MapTree => ({
  kind: 'map',
  members: new Map(members.map(([name, value]) => [name, { key: toStartSpan(value.span), value }])),
  span,
});

function createEmptySpan(name: string): SourceSpan {
  const source: SourceFile = createSource(name, name, '', { text: '', replaced: [], missing: [] });
  return { source, start: 0, end: 0 };
}

/** Sets an item's text field to its companion file, overriding the item, unless the item names another existing file. */
export function addCompanionText({ beside }: DirectoryPlace, path: string, tree: Tree, found: readonly string[]): Tree {
  const text = beside && path.replace(/json$/, beside.extension);
  if (!beside || text === undefined || tree.kind !== 'map' || !found.includes(text)) return tree;
  const old = tree.members.get(beside.field);
  const named = getText(old?.value);
  if (named !== undefined && found.includes(`${dirname(path)}/${basename(named)}`)) return tree;
  const key = old?.key ?? tree.span;
  const value = createSyntheticScalar(`./${basename(text)}`, old?.value.span ?? tree.span);
  return { ...tree, members: new Map([...tree.members, [beside.field, { key, value }]]) };
}

/**
 * Converts partials from lists, as in the directory format (`{login: [{login: [{name, template}]}]}`), to maps, as in YAML and in the API
 * (`{login: {login: {name: template}}}`).
 */
const convertForm = ({ place, tree }: DirectoryPart): Tree =>
  place.form === 'partials' ? mapMembers(tree, (screens) => mapMembers(screens, convertInsertionPoints)) : tree;

function mapMembers(tree: Tree, inner: (tree: Tree) => Tree): Tree {
  const unwrapped = tree.kind === 'list' && tree.items.length === 1 ? (tree.items[0] ?? tree) : tree;
  if (unwrapped.kind !== 'map') return unwrapped;
  return {
    ...unwrapped,
    members: new Map([...unwrapped.members].map(([name, member]) => [name, { ...member, value: inner(member.value) }])),
  };
}

function convertInsertionPoints(tree: Tree): Tree {
  if (tree.kind !== 'list') return tree;
  const members = tree.items.flatMap((item): (readonly [string, Tree])[] => {
    const name = getText(getMember(item, 'name'));
    const template = getMember(item, 'template');
    return name === undefined || !template ? [] : [[name, template]];
  });
  return createMap(members, tree.span);
}
