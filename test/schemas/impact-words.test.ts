import { describe, expect, test } from 'vitest';
import { isObject, type JsonObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { IMPACT_CLASSES } from '../../src/model/plan/impact.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { listImpactFields, resolveReference } from './list-impact-fields.ts';
import { getListAt, getObjectAt, readSchema } from './schema-helpers.ts';

const DIRECTIONS = ['up', 'down', 'any', 'created', 'deleted'];

/** Fields with an order that accept any value. */
const OPEN_ORDERS = [
  'clients/$defs/assertion/properties/signatureAlgorithm',
  'clients/$defs/assertion/properties/digestAlgorithm',
];

/** What native, plain sentences about these things do not say. */
const FORBIDDEN = [
  /\b(?:told|tells?|tak(?:es|en) over|goes with|lies over|for good|says otherwise|with it|in short|way back|not .* any more)\b/iu,
  /\b(?:people|logins?|logouts?|log(?:s|ged)? (?:in|out)|clients?(?! ID| secret)|addresses of the)\b/iu,
  /(?:colour|behaviour|organis|recognis|authoris|licence|telephone|e-mail)/iu,
];

interface PlacedWord {
  readonly at: string;
  readonly owner: JsonObject;
  readonly word: JsonObject;
}

/** Every `x-impact` of a schema, wherever it is. */
function listWords(value: JsonValue | undefined, at: string): readonly PlacedWord[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => listWords(each, `${at}/${index}`));
  if (!isObject(value)) return [];
  const word = value['x-impact'];
  const own = isObject(word) ? [{ at, owner: value, word }] : [];
  const members = Object.entries(value).filter(([name]) => name !== 'x-impact');
  return [...own, ...members.flatMap(([name, each]) => listWords(each, `${at}/${name}`))];
}

const listSentences = ({
  at,
  word,
}: PlacedWord): readonly { readonly at: string; readonly is: JsonValue; readonly says: string }[] =>
  DIRECTIONS.filter((direction) => Object.hasOwn(word, direction)).map((direction) => {
    const [is = null, says] = getListAt(word, direction);
    return { at: `${at} ${direction}`, is, says: String(says) };
  });

/** The values that `order` may name: those of the field, or of the items of a list. */
function listValues(owner: JsonObject, root: JsonObject): readonly JsonValue[] {
  const field = resolveReference(owner, root);
  return getListAt(Object.hasOwn(field, 'items') ? resolveReference(getObjectAt(field, 'items'), root) : field, 'enum');
}

describe.each(CATALOGUE.all.filter(({ referenceOnly }) => referenceOnly === undefined))('$type', (type) => {
  const schema = readSchema(type.schemaName);
  const words = listWords(schema, type.schemaName);
  const sentences = words.flatMap(listSentences);
  const hasWhole = (direction: string): boolean => Object.hasOwn(getObjectAt(schema, 'x-impact'), direction);

  test('says what a change of each field does', () => {
    const fields = listImpactFields(schema, type.key);
    expect(fields.filter(({ hasWord }) => !hasWord).map(({ at }) => at)).toEqual([]);
  });

  test('says what a new and a deleted resource do, if there can be one', () => {
    expect(hasWhole('created')).toBe(type.scopes.create !== undefined);
    expect(hasWhole('deleted')).toBe(type.deleteLoses !== undefined);
    const inside = words.slice(words[0]?.at === type.schemaName ? 1 : 0);
    expect(inside.filter(({ word }) => Object.hasOwn(word, 'created') || Object.hasOwn(word, 'deleted'))).toEqual([]);
  });

  test('says it in short native sentences', () => {
    expect(sentences.filter(({ is }) => !IMPACT_CLASSES.some((name) => name === is))).toEqual([]);
    expect(sentences.filter(({ says }) => says.length > 100 || !/^[A-Z].*[^.]\.$/u.test(says))).toEqual([]);
    expect(sentences.filter(({ says }) => FORBIDDEN.some((pattern) => pattern.test(says)))).toEqual([]);
  });

  test('says different things of opposite changes', () => {
    const isSame = (word: JsonObject, one: string, other: string): boolean => {
      const [, says] = getListAt(word, one);
      return says !== undefined && says === getListAt(word, other)[1];
    };
    expect(words.filter(({ word }) => isSame(word, 'up', 'down') || isSame(word, 'created', 'deleted'))).toEqual([]);
  });

  test('orders only values that the field has', () => {
    const unknown = words
      .filter(({ at }) => !OPEN_ORDERS.includes(at))
      .flatMap(({ at, owner, word }) => {
        const values = listValues(owner, schema);
        return getListAt(word, 'order')
          .flat()
          .filter((value) => !values.includes(value))
          .map((value) => `${at} ${String(value)}`);
      });
    expect(unknown).toEqual([]);
  });
});
