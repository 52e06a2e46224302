import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { VOCABULARY } from '../../src/schema/compile/schema-vocabulary.ts';
import { findSchemaReferenceErrors } from './check-schema-references.ts';
import { findSubsetErrors } from './check-schema-subset.ts';
import { getListAt, getObjectAt, getValidator, readSchema, SCHEMA_TYPES } from './schema-helpers.ts';

/** Types that fields refer to before tenon manages them. */
const OTHER_TYPES = ['actions', 'connections', 'connectionProfiles', 'userAttributeProfiles'];

describe.each(SCHEMA_TYPES)('%s', (type) => {
  const schema = readSchema(type);
  const id = `https://tenon.dev/schemas/${type}.schema.json`;

  test('compiles, with every definition in it', () => {
    expect(getValidator(type)).toBeTypeOf('function');
    for (const name of Object.keys(getObjectAt(schema, '$defs')))
      expect(getValidator(type, `#/$defs/${name}`)).toBeTypeOf('function');
  });

  test('says what it is', () => {
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema.$id).toBe(id);
    expect(schema.title).toBeTypeOf('string');
    expect(schema.additionalProperties).toBe(false);
    expect(
      getListAt(schema, 'required').filter((name) => !Object.hasOwn(getObjectAt(schema, 'properties'), String(name))),
    ).toEqual([]);
  });

  test('keeps to the subset', () => {
    expect(findSubsetErrors(schema, Object.keys(VOCABULARY))).toEqual([]);
  });

  test('points only at what is there', () => {
    expect(findSchemaReferenceErrors(schema, SCHEMA_TYPES, OTHER_TYPES)).toEqual([]);
  });
});

describe.each(CATALOGUE.all.filter(({ type }) => SCHEMA_TYPES.includes(type)))('$type in the catalogue', (definition) => {
  const properties = getObjectAt(readSchema(definition.type), 'properties');

  test('has its key and its id among the fields', () => {
    expect(
      [...definition.key, ...(definition.kind === 'collection' ? [definition.idField] : [])].filter(
        (name) => !Object.hasOwn(properties, name),
      ),
    ).toEqual([]);
  });

  test('has its relations marked as such', () => {
    const marked = definition.relations.filter(({ field }) => getObjectAt(properties, field)['x-relation'] === true);
    expect(marked).toEqual(definition.relations);
  });
});
