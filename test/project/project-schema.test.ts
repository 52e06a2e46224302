import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { createAjv } from '../../src/schema/compile/create-ajv.ts';
import { getObjectAt, readSchema } from '../schemas/schema-helpers.ts';

const root = new URL('../../', import.meta.url);

/** The published schema, with the others that it refers to, as an editor loads it. */
function compilePublished() {
  const ajv = createAjv();
  for (const file of readdirSync(new URL('schemas/', root)))
    ajv.addSchema(JSON.parse(readFileSync(new URL(`schemas/${file}`, root), 'utf8')));
  const validate = ajv.getSchema('https://tenon.dev/schemas/project.schema.json');
  if (!validate) throw new Error('no schema');
  return (text: string): boolean => validate(parse(text, { merge: true })) === true;
}

const isValid = compilePublished();

it('the published schema accepts the example, and refuses mistakes', () => {
  const example = readFileSync(new URL('examples/environments/tenon.yaml', root), 'utf8');
  expect(isValid(example)).toBe(true);
  for (const [right, wrong] of [
    ['prefix:', 'prefixx:'],
    ['weakens: approval', 'weakens: yes'],
    ['limits: { delete: 0 }', 'limits: { deletes: 0 }'],
    ['forbid: [weakens]', 'forbid: [weaken]'],
    ['domain: cargo.eu.auth0.com', 'x: 1'],
    ['  dev:', '  ../dev:'],
  ] as const) {
    expect(example).toContain(right);
    expect({ wrong, isValid: isValid(example.replace(right, wrong)) }).toEqual({ wrong, isValid: false });
  }
});

it('every member of reconcile: but the tenant is one of an environment and of a fleet', () => {
  const policy = getObjectAt(getObjectAt(getObjectAt(readSchema('tenant'), '$defs'), 'reconcile'), 'properties');
  const names = Object.keys(policy).filter((name) => name !== 'tenant');
  for (const kind of ['environment', 'fleet']) {
    const members = getObjectAt(getObjectAt(getObjectAt(readSchema('project'), '$defs'), kind), 'properties');
    for (const name of names) {
      const expected = { $ref: `tenant.schema.json#/$defs/reconcile/properties/${name}` };
      expect({ kind, name, ...getObjectAt(members, name) }).toEqual({ kind, name, ...expected });
    }
  }
});
