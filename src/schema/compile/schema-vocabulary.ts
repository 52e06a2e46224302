import type { AnySchemaObject, JSONType } from 'ajv';
import { IMPACT_CLASSES } from '../../model/plan/impact.ts';

const flag = { const: true };
const word = { type: 'string', minLength: 1 };
/** Maps values to a sentence about each. */
const reasons = { type: 'object', additionalProperties: word, minProperties: 1 };

/** A class and one sentence for the reviewer: it begins with a capital and ends with a period. */
const impactWord = {
  type: 'array',
  prefixItems: [{ enum: IMPACT_CLASSES }, { type: 'string', pattern: '^[A-Z].*\\.$', maxLength: 120 }],
  items: false,
  minItems: 2,
};

/** A keyword only annotates; none of them rejects a value. */
interface KeywordFacts {
  /** The JSON types that it applies to. Absent: any. */
  readonly type?: JSONType[];
  /** The schema of its value. */
  readonly metaSchema: AnySchemaObject;
}

/** The keywords of docs/schema-vocabulary.md. */
export const VOCABULARY: Readonly<Record<string, KeywordFacts>> = {
  'x-reference': { type: ['string', 'object'], metaSchema: { type: 'string', pattern: '^[a-z][A-Za-z]*(#[a-z_]+)?$' } },
  'x-reference-item': {
    type: ['string'],
    metaSchema: {
      type: 'object',
      properties: { of: word, in: word, loose: flag },
      required: ['of', 'in'],
      additionalProperties: false,
    },
  },
  'x-reference-prefix': { type: ['string'], metaSchema: word },
  'x-in-effect': { type: ['string'], metaSchema: flag },
  'x-unordered': { type: ['array'], metaSchema: flag },
  'x-item-key': { type: ['array'], metaSchema: { type: 'array', items: word, minItems: 1, uniqueItems: true } },
  'x-listed-by': { type: ['object'], metaSchema: { type: 'array', items: word, minItems: 1, uniqueItems: true } },
  'x-create-only': { metaSchema: flag },
  'x-create-required': { metaSchema: flag },
  'x-patch': { type: ['object'], metaSchema: { enum: ['merge', 'replace', 'unproven'] } },
  'x-whole': { type: ['object'], metaSchema: flag },
  'x-excludes': { metaSchema: { type: 'array', items: word, minItems: 1, uniqueItems: true } },
  'x-excludes-when': {
    metaSchema: {
      type: 'object',
      minProperties: 1,
      additionalProperties: { type: 'array', items: word, minItems: 1, uniqueItems: true },
    },
  },
  'x-version-of': { metaSchema: word },
  'x-one-of': { type: ['object'], metaSchema: { type: 'array', items: word, minItems: 2, uniqueItems: true } },
  'x-at-most': { type: ['integer', 'number'], metaSchema: word },
  'x-always-set': { metaSchema: flag },
  'x-derived': { metaSchema: flag },
  'x-unique': { type: ['string', 'number', 'integer'], metaSchema: flag },
  'x-shown-as': { metaSchema: word },
  'x-shown-hash': { type: ['string'], metaSchema: { const: 'sha256' } },
  'x-mirrors': { metaSchema: { type: 'string', pattern: '^(?:/|$)' } },
  'x-spelling': { type: ['string', 'number'], metaSchema: { enum: ['certificate', 'minutes', 'email'] } },
  'x-secret': { metaSchema: flag },
  'x-server-default': { metaSchema: {} },
  'x-default-from': { metaSchema: word },
  'x-generated': { metaSchema: flag },
  'x-empty': { type: ['string', 'array', 'object'], metaSchema: { enum: ['absent', 'refused'] } },
  'x-requires-scope': { metaSchema: { type: ['string', 'array'], minLength: 1, items: word, minItems: 1, uniqueItems: true } },
  'x-write-scope': {
    metaSchema: { type: 'object', properties: { create: word, update: word }, minProperties: 1, additionalProperties: false },
  },
  'x-file': { type: ['string'], metaSchema: { type: 'string', pattern: '^[a-z]+$' } },
  'x-rest': { type: ['string'], metaSchema: flag },
  'x-relation': { type: ['array', 'object'], metaSchema: flag },
  'x-attached': { type: ['array'], metaSchema: flag },
  'x-opaque': { metaSchema: flag },
  'x-resend': { metaSchema: { enum: [true, 'declared'] } },
  'x-update-only': { metaSchema: flag },
  'x-sent-with': { metaSchema: { type: 'array', items: word, minItems: 1, uniqueItems: true } },
  'x-sent-apart-from': { metaSchema: { type: 'array', items: word, minItems: 1, uniqueItems: true } },
  'x-after-relation': { type: ['boolean'], metaSchema: word },
  'x-holds': { type: ['object', 'array'], metaSchema: word },
  'x-state-when': {
    metaSchema: {
      type: 'object',
      properties: { field: word, is: true, otherwise: word },
      required: ['field', 'is', 'otherwise'],
      additionalProperties: false,
    },
  },
  'x-renamed-to': { metaSchema: word },
  'x-from-switches': { metaSchema: flag },
  'x-yields-to': { metaSchema: word },
  'x-loose': { type: ['string'], metaSchema: flag },
  'x-closed': { metaSchema: word },
  'x-open': { type: ['object'], metaSchema: flag },
  'x-retired-values': { type: ['string'], metaSchema: reasons },
  'x-refused-values': { type: ['string'], metaSchema: reasons },
  'x-impact': {
    metaSchema: {
      type: 'object',
      properties: {
        up: impactWord,
        down: impactWord,
        any: impactWord,
        created: impactWord,
        deleted: impactWord,
        order: { type: 'array', minItems: 2, uniqueItems: true },
        when: { type: 'array', items: word, minItems: 1, uniqueItems: true },
      },
      minProperties: 1,
      additionalProperties: false,
    },
  },
  'x-read-only-values': { type: ['string'], metaSchema: { type: 'array', items: word, minItems: 1, uniqueItems: true } },
};
