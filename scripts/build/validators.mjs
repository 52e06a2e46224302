// Compiles the schemas of resources and documents, so that no command spends time on it.
import { readdirSync, readFileSync } from 'node:fs';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { minifySync } from 'rolldown/utils';
import { tsImport } from 'tsx/esm/api';
import { buildArchive } from './archive.mjs';
import { toPath } from './files.mjs';

/** Schemas of whole documents. Every other schema describes one resource. */
const DOCUMENTS = ['tenant', 'definition', 'plan', 'result', 'snapshot', 'drift', 'check', 'event', 'who', 'project', 'fleet'];
/** Documents that a command reads. The reader of `tenon.yaml` has a schema of its own. */
const READ_DOCUMENTS = ['plan', 'result', 'snapshot', 'drift'];

const read = (name) => JSON.parse(readFileSync(toPath(`schemas/${name}.schema.json`), 'utf8'));

/** Returns the schema of `reconcile:`, which is part of the schema of the whole file. */
function readReconcileSchema() {
  const { $schema, $defs } = read('tenant');
  return { $schema, ...$defs.reconcile, $defs };
}

/**
 * Returns the schema of `tenon.yaml` without the parts of `reconcile:` in it, which are validated as a policy, and without the rules for
 * names, about which the reader of that file says more.
 */
const readProjectSchema = () =>
  JSON.parse(JSON.stringify(read('project')), (name, value) => {
    if (name === 'propertyNames') return undefined;
    return value?.$ref?.startsWith('tenant.') ? {} : value;
  });

function listSchemas() {
  const names = readdirSync(toPath('schemas'))
    .filter((file) => file.endsWith('.schema.json'))
    .map((file) => file.slice(0, -'.schema.json'.length))
    .filter((name) => !DOCUMENTS.includes(name) || READ_DOCUMENTS.includes(name));
  return [...names.map((name) => [name, read(name)]), ['reconcile', readReconcileSchema()], ['project', readProjectSchema()]];
}

/** Returns `dist/validators.archive`: a CommonJS module for each schema. */
export async function buildValidators() {
  const { createAjv, toValidationSchema } = await loadSchemaCompiler();
  const compile = ([name, schema]) => {
    try {
      return [name, compileSchema(schema, createAjv, toValidationSchema)];
    } catch (error) {
      throw new Error(`schemas/${name}.schema.json: ${error.message}`);
    }
  };
  return buildArchive(Object.fromEntries(listSchemas().map(compile)));
}

function compileSchema(schema, createAjv, toValidationSchema) {
  createAjv().compile(schema);
  // Keeps loading fast: no messages (the loader writes its own), no keywords that only annotate, and one function per $ref, so that the
  // JavaScript engine compiles only those that are called.
  const ajv = createAjv({ messages: false, inlineRefs: false, code: { source: true, lines: false } });
  const code = standaloneCode.default(ajv, ajv.compile(toValidationSchema(schema)));
  return minifyScript(code);
}

/** Minifies a CommonJS module. */
export const minifyScript = (code) => minifySync('validators.cjs', code).code;

/** Loads the sources that compile schemas, which the program uses as well. */
async function loadSchemaCompiler() {
  const [ajv, schema] = await Promise.all(
    ['create-ajv', 'validation-schema'].map((name) => tsImport(`../../src/schema/compile/${name}.ts`, import.meta.url)),
  );
  return { ...ajv, ...schema };
}
