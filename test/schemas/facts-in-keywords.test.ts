import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import type { Schema } from '../../src/schema/load-schema.ts';

interface LocatedSchema {
  readonly at: string;
  readonly schema: Schema;
}

/** Every field of every type, with its place. `#` stands for a definition that several fields share. */
const fields: readonly LocatedSchema[] = CATALOGUE.all.flatMap(({ type, schema: root }) => {
  const shared = Object.entries(root.$defs ?? {}).flatMap(([name, def]) => collectFields(def, `${type}#${name}`));
  const conditional = (root.allOf ?? []).flatMap(({ then }) => collectFields(then, `${type}?`));
  return [...collectFields(root, type), ...shared, ...conditional];
});

function collectFields(schema: Schema, at: string): readonly LocatedSchema[] {
  const members = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    { at: `${at}.${name}`, schema: field },
    ...collectFields(field, `${at}.${name}`),
  ]);
  const open = typeof schema.additionalProperties === 'object' ? collectFields(schema.additionalProperties, `${at}.*`) : [];
  return [...members, ...(schema.items ? collectFields(schema.items, `${at}[]`) : []), ...open];
}

const listPlaces = (isMeant: (schema: Schema, at: string) => boolean): readonly string[] =>
  fields.filter(({ at, schema }) => isMeant(schema, at)).map(({ at }) => at);

describe('a fact stands in a word of the schema, not in prose alone', () => {
  it('members that exclude each other', () => {
    const SAYS = /\b(excludes|give either|give this or|give these or|in place of|give one of them|mutually)\b/i;
    const KNOWS = ['x-excludes', 'x-excludes-when', 'x-one-of', 'x-yields-to', 'x-renamed-to', 'readOnly'] as const;
    const isSilent = (schema: Schema) => SAYS.test(schema.description ?? '') && !KNOWS.some((word) => schema[word] !== undefined);
    expect(listPlaces(isSilent)).toEqual([
      // Its members say it.
      'clients.client_authentication_methods',
      // A signature of the whole in place of one of the assertion: a switch, with no other member.
      'clients#assertion.signResponse',
      // Hours and minutes are one field: the literal keeps hours, and sends one of the two.
      'tenant.session_lifetime_in_minutes',
      'tenant.idle_session_lifetime_in_minutes',
      'tenant.ephemeral_session_lifetime_in_minutes',
      'tenant.idle_ephemeral_session_lifetime_in_minutes',
    ]);
  });

  it('alternatives name members that are there', () => {
    const wrong = fields.flatMap(({ at, schema }) => {
      const holder = at.slice(0, at.lastIndexOf('.'));
      const named = [...(schema['x-excludes'] ?? []), ...Object.values(schema['x-excludes-when'] ?? {}).flat()];
      return named.filter((name) => !fields.some((other) => other.at === `${holder}.${name}`)).map((name) => `${at}: ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it('secrets that an object loses when it is sent without them', () => {
    const isUnsaid = (schema: Schema, at: string) =>
      schema.writeOnly === true &&
      schema['x-secret'] === true &&
      schema['x-resend'] === undefined &&
      (at.match(/[.[]/g) ?? []).length > 1;
    expect(listPlaces(isUnsaid)).toEqual([]);
  });
});
