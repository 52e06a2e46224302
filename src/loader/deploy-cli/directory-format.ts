import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { findNearestName, isSameName } from '../../model/problem/nearest-name.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { type DirectoryFiles, getDefinitionLayout, type ResourceType } from '../../resources/resource-type.ts';
import { RETIRED_TYPES } from './retired-types.ts';

/** A place in auth0-deploy-cli's directory format, and which part of a definition its files contain. */
export interface DirectoryPlace extends DirectoryFiles {
  /** The top-level key of the definition that the files belong to. */
  readonly type: string;
  /** Path of the value below that key: `['templates']` for `branding/templates/*.json`. */
  readonly under: readonly string[];
}

/** auth0-deploy-cli's directory format, as far as the catalogue's types are in it. */
export interface DirectoryFormat {
  /** All places. The first match counts. */
  readonly places: readonly DirectoryPlace[];
  /** Top-level folders of the format, with a slash: `clients/`. Other folders are not read. */
  readonly folders: ReadonlySet<string>;
  /** Finds the place that a path relative to the root belongs to. */
  findPlace(path: string): DirectoryPlace | undefined;
}

export function createDirectoryFormat({ all }: Catalogue): DirectoryFormat {
  const places = [...all.flatMap(listPlaces), ...RETIRED_PLACES];
  return {
    places,
    folders: new Set(places.filter(({ path }) => path.includes('/')).map(getTopFolder)),
    findPlace: (path) => places.find((place) => isPathMatch(place.path, path)),
  };
}

function listPlaces(type: ResourceType): readonly DirectoryPlace[] {
  const [key = type.type, ...below] = getDefinitionLayout(type).yamlPath;
  const firstField = below.findIndex((step) => step.startsWith('{'));
  const under = firstField < 0 ? below : below.slice(0, firstField);
  const own = (type.deployCli?.files ?? []).map(
    (files): DirectoryPlace => ({ ...files, type: key, under: files.member === undefined ? under : [...under, files.member] }),
  );
  const aliased = (type.aliases ?? []).flatMap((alias) =>
    (alias.deployCli?.files ?? []).map((files): DirectoryPlace => ({ ...files, type: alias.type, under: [] })),
  );
  return [...own, ...aliased];
}

const RETIRED_PLACES = Object.entries(RETIRED_TYPES).map(
  ([type, { files }]): DirectoryPlace => ({
    path: files,
    type,
    under: [],
    ...omitUndefined({ item: files.includes('*') || undefined }),
  }),
);

const getTopFolder = ({ path }: DirectoryPlace): string => path.replace(/\/.*/, '/');

/** Finds the type of a folder that contains only resources of that type. Such a folder declares the type even if it is empty. */
export const findListedType = ({ places }: DirectoryFormat, folder: string): string | undefined =>
  places.find(({ path, item, under }) => item && under.length === 0 && path.startsWith(`${folder}*`))?.type;

/** Suggests the folder for a name that is a type (`databases`, `client-grants`) or a misspelled folder. */
export function suggestFolder({ places, folders }: DirectoryFormat, name: string): string | undefined {
  const ofType = places.find(({ type, path }) => isSameName(type, name) && path.includes('/'));
  return ofType ? getTopFolder(ofType) : findNearestName(`${name}/`, folders);
}

function isPathMatch(pattern: string, path: string): boolean {
  const patternSteps = pattern.split('/');
  const steps = path.split('/');
  return patternSteps.length === steps.length && patternSteps.every((step, index) => isStepMatch(step, steps[index] ?? ''));
}

function isStepMatch(pattern: string, step: string): boolean {
  const [before = '', after] = pattern.split('*');
  return after === undefined
    ? pattern === step
    : step.length > pattern.length - 1 && step.startsWith(before) && step.endsWith(after);
}
