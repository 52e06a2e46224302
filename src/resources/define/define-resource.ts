import type { ListEndpoint } from '../../model/endpoint.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { loadSchema, type Schema } from '../../schema/load-schema.ts';
import { listPathParameters } from '../endpoints/path-template.ts';
import type { CollectionType, DefinitionLayout, FixedPathType, ResourceType } from '../resource-type.ts';
import type { DeployCliFacts } from '../vocabulary/deploy-cli.ts';
import type { Lookup, Marker, WriteEndpoint } from '../vocabulary/endpoints.ts';
import type { Scopes } from '../vocabulary/scopes.ts';
import { buildScopes } from './build-scopes.ts';
import { defineRelation, type RelationLiteral } from './define-relation.ts';
import { deriveEnvelope, toKebabCase, toNoun, toSnakeCase } from './derived-names.ts';

/** A resource type as its file states it: the facts that differ from the usual case. Members not listed here are those of `ResourceType`. */
export type ResourceLiteral = CollectionLiteral | FixedPathLiteral;

/** Members of every literal that have a default. */
interface CommonLiteral {
  /** Default: the type's name in the singular: `client grant` for `clientGrants`. */
  readonly noun?: string;
  /** Default: the type's name. */
  readonly schemaName?: string;
  /** The schema of a type that a program adds to tenon's own. Default: the file `schemas/<schemaName>.schema.json`. */
  readonly schema?: Schema;
  /** Default: true. */
  readonly unique?: boolean;
  /** Default: none. */
  readonly relations?: readonly RelationLiteral[];
  /** Default: none, so that no resource belongs to Auth0. */
  readonly systemMarkers?: readonly Marker[];
  /** Default: the type's name in snake case: `client_grants`, from which follow `read:client_grants`, `create:client_grants`, … */
  readonly scopeStem?: string;
  /**
   * Actions whose scopes differ from `{action}:{scopeStem}`. Default: none. A type can be read, and updated unless it is `immutable`; it
   * can be deleted where it has `deleteLoses`, and created where it is a collection that can be deleted from or has `create`.
   */
  readonly scopes?: Partial<Scopes>;
  /** The API offers no update, so every change to an existing resource is refused: `networkACLKeys`. Default: it offers one. */
  readonly immutable?: true;
}

/** A literal without `kind` is a collection. */
export interface CollectionLiteral
  extends CommonLiteral,
    Omit<CollectionType, keyof CommonLiteral | 'kind' | 'schema' | 'key' | 'idField' | 'path' | 'list' | 'deployCli' | 'lookup'> {
  readonly kind?: 'collection';
  /** Default: `['name']`. */
  readonly key?: readonly string[];
  /** Default: `id`. */
  readonly idField?: string;
  /** Default: the type's name in kebab case: `/client-grants`. */
  readonly path?: string;
  /**
   * Differences from a list at `path` in offset pages of 100 with `include_totals`, whose items are in a member named like the last step
   * of the path: `client_grants`. A list without pages (`none`, `single`) is a bare array unless `envelope` is given.
   */
  readonly list?: Partial<ListEndpoint>;
  /** Default: files are named like the type and contain one resource each: `client-grants/*.json`. */
  readonly deployCli?: DeployCliFacts;
  /** Default: no lookup. The path of a search defaults to that of the list, and so does its envelope. */
  readonly lookup?: Partial<Lookup>;
}

/** Settings at paths known in advance; `kind` says so. */
export interface FixedPathLiteral
  extends CommonLiteral,
    Omit<FixedPathType, keyof CommonLiteral | 'schema' | 'key' | 'path' | 'layout' | 'create'> {
  /** Default: the parameters of the path: `['template']` for `/email-templates/{template}`, none for `/branding`. */
  readonly key?: readonly string[];
  /** Default: the type's name in kebab case: `/supplemental-signals`. */
  readonly path?: string;
  /** Default: a map under the type's name where there is only one resource, a list where there is a key. */
  readonly layout?: DefinitionLayout;
  /** Default: always exists, cannot be created. The path defaults to that of the resource. */
  readonly create?: Partial<WriteEndpoint> & Pick<WriteEndpoint, 'method'>;
}

/** Completes a literal with the defaults that `ResourceLiteral` documents. */
export const defineResource = (literal: ResourceLiteral): ResourceType =>
  literal.kind === 'placed' ? completeFixedPath(literal) : completeCollection(literal);

function completeCollection(literal: CollectionLiteral): CollectionType {
  const { scopeStem, schema, immutable, list: listLiteral, lookup, ...rest } = literal;
  const path = literal.path ?? `/${toKebabCase(literal.type)}`;
  const list = completeList(path, listLiteral);
  const canDelete = literal.deleteLoses !== undefined;
  return {
    key: ['name'],
    idField: 'id',
    ...rest,
    ...completeCommon(literal, {
      create: canDelete,
      update: !immutable && literal.referenceOnly === undefined,
      delete: canDelete,
    }),
    kind: 'collection',
    get schema() {
      return this.ownSchema ?? loadSchema(this.schemaName);
    },
    path,
    list,
    deployCli: { files: [{ path: `${toKebabCase(literal.type)}/*.json`, item: true }], ...literal.deployCli },
    ...omitUndefined({ lookup: lookup && completeLookup(list, lookup) }),
  };
}

function completeList(path: string, list: Partial<ListEndpoint> = {}): ListEndpoint {
  const isPaged = list.paging !== 'none' && list.paging !== 'single';
  return { path, ...(isPaged ? { envelope: deriveEnvelope(path) } : {}), paging: 'offset', pageSize: 100, ...list };
}

/** A lookup with a query searches the list; one without reads the resource itself at a path that contains the key. */
const completeLookup = ({ path, envelope }: ListEndpoint, lookup: Partial<Lookup>): Lookup =>
  lookup.query && envelope !== undefined ? { path, envelope, ...lookup } : { path, ...lookup };

function completeFixedPath(literal: FixedPathLiteral): FixedPathType {
  const { scopeStem, schema, immutable, create, ...rest } = literal;
  const path = literal.path ?? `/${toKebabCase(literal.type)}`;
  const key = literal.key ?? listPathParameters(path);
  const canDelete = literal.deleteLoses !== undefined;
  return {
    layout: { yamlPath: [literal.type], form: key.length === 0 ? 'map' : 'list' },
    ...rest,
    ...completeCommon(literal, { create: create !== undefined, update: !immutable, delete: canDelete }),
    get schema() {
      return this.ownSchema ?? loadSchema(this.schemaName);
    },
    path,
    key,
    ...omitUndefined({ create: create && { path, ...create } }),
  };
}

function completeCommon(
  { type, schema, schemaName, noun, unique, relations, systemMarkers, scopeStem, scopes }: ResourceLiteral,
  writes: Parameters<typeof buildScopes>[1],
): Pick<ResourceType, 'schemaName' | 'ownSchema' | 'noun' | 'unique' | 'relations' | 'systemMarkers' | 'scopes'> {
  const stem = scopeStem ?? toSnakeCase(type);
  return {
    schemaName: schemaName ?? type,
    ...omitUndefined({ ownSchema: schema }),
    noun: noun ?? toNoun(type),
    unique: unique ?? true,
    relations: (relations ?? []).map((relation) => defineRelation(relation, stem)),
    systemMarkers: systemMarkers ?? [],
    scopes: { ...buildScopes(stem, writes), ...scopes },
  };
}
