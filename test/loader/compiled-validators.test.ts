import { readFileSync } from 'node:fs';
import type { ErrorObject } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { getValidator } from '../../src/loader/load-validator.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createAjv } from '../../src/schema/compile/create-ajv.ts';

import { pickSample, scaleCases } from '../support/run-size.ts';

const names = fc.constantFrom(
  'name',
  'strategy',
  'options',
  'identifier',
  'scopes',
  'client_id',
  'audience',
  'permissions',
  'callbacks',
  'x',
);
const strategies = fc.constantFrom('auth0', 'google-oauth2', 'oidc', 'samlp', 'waad', 'email', 'sms', 'none');
const leaf = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.integer({ max: 1_000_000_000 }),
  fc.boolean(),
  fc.constant(null),
  strategies,
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 5 }),
  ),
}));
const resource = fc.dictionary(names, fc.oneof(fc.jsonValue({ maxDepth: 2 }), value), { maxKeys: 6 });

const TYPES = CATALOGUE.all.map(({ schemaName }) => schemaName);

/** The schema as the loader means it: a member that an open object does not describe is a finding of its own kind. */
function readSchema(name: string) {
  const text = readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8');
  return JSON.parse(text, (_, part) => {
    if (part?.['x-open'] !== true) return part;
    const { patternProperties: _any, ...described } = part;
    return { ...described, additionalProperties: false };
  });
}

/** What is wrong where. Sorted: validators compiled ahead lack our keywords, so Ajv may report `enum` and `type` in another order. */
const toFacts = (errors: readonly Pick<ErrorObject, 'keyword' | 'instancePath' | 'params'>[]): readonly string[] =>
  errors.map(({ keyword, instancePath, params }) => JSON.stringify({ keyword, instancePath, params })).sort();

test.each(pickSample(TYPES, 15, 'compiled validators'))(
  '%s: the validator compiled ahead says what the schema says',
  async (type) => {
    const compiledNow = createAjv().compile(readSchema(type));
    const compiledAhead = await getValidator(type);
    fc.assert(
      fc.property(resource, (fields) => {
        const plain = JSON.parse(JSON.stringify(fields));
        const verdict = compiledNow(plain) ? [] : (compiledNow.errors ?? []);
        expect(toFacts(compiledAhead(plain))).toEqual(toFacts(verdict));
      }),
      { numRuns: scaleCases(200), examples: [[{ strategy: 'auth0', options: { name: {} } }]] },
    );
  },
);
