/** Keywords whose members are names, even if a name looks like a keyword. */
const NAMED = ['properties', 'patternProperties', '$defs'];
/** Keywords whose values are data. */
const LITERAL = ['enum', 'const'];
const ANNOTATIONS = /^(?:title|description|default|examples|deprecated|readOnly|writeOnly|x-.*)$/;

/** Returns what validation needs of a schema: without annotations, and with open objects closed, because an unknown member is a finding. */
export const toValidationSchema = (schema: object): object =>
  Object.fromEntries(
    listKeywords(schema)
      .filter(([keyword]) => !ANNOTATIONS.test(keyword))
      .map(([keyword, value]) => [keyword, convertValue(keyword, value)]),
  );

type Keyword = readonly [string, unknown];

/** An open object accepts members of any name; validation reports those that are not described. */
function listKeywords(schema: object): readonly Keyword[] {
  const keywords = Object.entries(schema);
  if (!keywords.some(([keyword, value]) => keyword === 'x-open' && value === true)) return keywords;
  const closed: readonly Keyword[] = [['additionalProperties', false]];
  return [...keywords.filter(([keyword]) => !/^(?:patternProperties|additionalProperties)$/.test(keyword)), ...closed];
}

function convertValue(keyword: string, value: unknown): unknown {
  if (LITERAL.includes(keyword) || !isMap(value)) return Array.isArray(value) ? convertList(keyword, value) : value;
  return NAMED.includes(keyword)
    ? Object.fromEntries(
        Object.entries(value).map(([name, schema]) => [name, isMap(schema) ? toValidationSchema(schema) : schema]),
      )
    : toValidationSchema(value);
}

const convertList = (keyword: string, list: readonly unknown[]): readonly unknown[] =>
  LITERAL.includes(keyword) ? list : list.map((item) => (isMap(item) ? toValidationSchema(item) : item));

const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
