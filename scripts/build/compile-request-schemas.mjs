// Compiles the schemas of the emulator's requests ahead of time: one module a family of paths, one function an operation and part.
import Ajv, { _ } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { minifySync } from 'rolldown/utils';

const PARTS = ['body', 'path', 'item'];

/**
 * Returns the text of a CommonJS module: `(formats) => ({ 'POST /roles body': validate, … })`.
 * `formats` has the checks of `src/emulator/engine/validation/string-formats.ts`, which stay there.
 */
export function compileFamily({ $defs = {}, operations }, formats) {
  const ajv = new Ajv({
    strict: false,
    // The answers of the API quote the value and name the schema's title.
    verbose: true,
    formats,
    unicodeRegExp: false,
    logger: false,
    inlineRefs: false,
    code: { source: true, lines: false, formats: _`formats` },
  });
  ajv.addSchema({ $id: 'family', $defs });
  const parts = Object.entries(operations).flatMap(([operation, facts]) =>
    PARTS.filter((part) => typeof facts[part] === 'object').map((part) => ({
      name: `${operation} ${part}`,
      schema: facts[part],
    })),
  );
  for (const [index, { schema }] of parts.entries()) ajv.addSchema(qualify(schema), `v${index}`);
  const identifiers = Object.fromEntries(parts.map((_part, index) => [`v${index}`, `v${index}`]));
  const table = parts.map(({ name }, index) => `${JSON.stringify(name)}:exports.v${index}`).join(',');
  const body = parts.length === 0 ? '' : standaloneCode.default(ajv, identifiers);
  const text = `module.exports=(formats)=>{const exports={};${body};return{${table}}};`;
  return minifySync('validators.cjs', text).code;
}

/** The definitions of a family are registered under a name. */
function qualify(schema) {
  if (Array.isArray(schema)) return schema.map(qualify);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([word, value]) => [word, word === '$ref' ? `family${value}` : qualify(value)]),
  );
}
