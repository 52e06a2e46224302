// Prints what the types of the official SDK say about the Management API, as JSON: each operation with the fields of its request, their
// types and values. `scripts/api-drift` compares that with tenon's own model. It runs apart from tenon because it needs the SDK and a
// compiler: `node read-sdk.mjs FOLDER_OF_THE_SDK`.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const sdk = resolve(process.argv[2] ?? 'node_modules/auth0');
const api = join(sdk, 'dist/cjs/management/api');

/** Deeper members repeat themselves: forms, flows and filters refer to themselves. */
const MAX_DEPTH = 7;

const program = ts.createProgram([join(api, 'index.d.ts')], { strict: true, skipLibCheck: true, types: [] });
const checker = program.getTypeChecker();

/** All exported types by name. */
const exported = new Map(
  checker
    .getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(join(api, 'index.d.ts'))))
    .map((symbol) => [symbol.name, symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol]),
);

const listFiles = (folder, name) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === name)
    .map((entry) => join(entry.parentPath, entry.name));

/** The generated client names method and path of each operation where it reports a failed connection. */
const OPERATION =
  /\n {4}(?:__)?(\w+)\((?:(?!\n {4}\w+\()[\s\S])*?handleNonStatusCodeError\)\([^\n]*?"(GET|POST|PUT|PATCH|DELETE)", "([^"]+)"\)/g;

function listOperations() {
  return listFiles(join(api, 'resources'), 'Client.js').flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const requests = readRequestTypes(file.replace(/\.js$/, '.d.ts'));
    return [...text.matchAll(OPERATION)].map(([, name, method, path]) => ({ method, path, ...requests.get(name) }));
  });
}

/** Method → names of the types of its request and of its parameters, which are in the order of the path. */
function readRequestTypes(file) {
  const source =
    program.getSourceFile(file) ?? ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const types = new Map();
  const visit = (node) => {
    if (ts.isMethodDeclaration(node)) {
      const named = node.parameters.map(({ name, type }) => [name.getText(source), getTypeName(type, source)]);
      const request = named.find(([name]) => name === 'request')?.[1];
      const parameters = named.filter(([name]) => !/^(request|requestOptions)$/.test(name)).map(([, type]) => type);
      types.set(node.name.getText(source), { request, parameters });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return types;
}

const getTypeName = (type, source) => type?.getText(source).replace(/^Management\.| \| null$/g, '');

const isNullish = (type) => (type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) !== 0;
const isObjectType = (type) => (type.flags & ts.TypeFlags.Object) !== 0 || type.isIntersection();

/** Collects the members of a type, those of all branches of a union together. */
function collectFields(type, path, fields, depth) {
  for (const branch of type.isUnion() ? type.types : [type]) {
    if (isNullish(branch)) continue;
    const item = checker.isArrayType(branch) ? checker.getTypeArguments(branch)[0] : undefined;
    if (item) collectFields(item, path === '' ? '[]' : `${path}[]`, fields, depth);
    else if (isObjectType(branch)) collectMembers(branch, path, fields, depth);
  }
}

function collectMembers(type, path, fields, depth) {
  if (depth > MAX_DEPTH) return;
  for (const member of checker.getPropertiesOfType(type)) {
    const declaration = member.valueDeclaration ?? member.declarations?.[0];
    if (!declaration) continue;
    const memberType = checker.getTypeOfSymbolAtLocation(member, declaration);
    const own = member.name.replaceAll('.', '%2E');
    const name = path === '' ? own : `${path}.${own}`;
    const known = fields.get(name) ?? { values: new Set(), required: true, nullable: false };
    fields.set(name, known);
    if (member.flags & ts.SymbolFlags.Optional) known.required = false;
    describeType(memberType, known);
    collectFields(memberType, name, fields, depth + 1);
  }
}

function describeType(type, field) {
  for (const branch of type.isUnion() ? type.types : [type]) {
    if (branch.flags & ts.TypeFlags.Null) field.nullable = true;
    if (branch.isStringLiteral()) field.values.add(branch.value);
    const item = checker.isArrayType(branch) ? checker.getTypeArguments(branch)[0] : undefined;
    if (item) for (const each of item.isUnion() ? item.types : [item]) if (each.isStringLiteral()) field.values.add(each.value);
  }
}

const getType = (symbol) => checker.getDeclaredTypeOfSymbol(symbol);

function readFields(symbol) {
  const fields = new Map();
  collectFields(getType(symbol), '', fields, 1);
  return Object.fromEntries(
    [...fields].map(([name, { values, required, nullable }]) => [
      name,
      { ...(values.size > 0 && { values: [...values].sort() }), ...(required && { required }), ...(nullable && { nullable }) },
    ]),
  );
}

/** Types named like the request with one member of one value describe its kinds: `CreateConnectionRequestContentAd`. */
function readKinds(request) {
  return [...exported].flatMap(([name, symbol]) => {
    if (!name.startsWith(request) || name === request || !(symbol.flags & ts.SymbolFlags.Interface)) return [];
    const fields = readFields(symbol);
    const fixed = Object.entries(fields).filter(([path, { values }]) => values?.length === 1 && !/[.[]/.test(path));
    return fixed.length === 1 ? [{ when: { [fixed[0][0]]: fixed[0][1].values[0] }, fields }] : [];
  });
}

/** The values that steps of the path can have, by the names of the parameters. */
function readParameters(path, types = []) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  return Object.fromEntries(
    names.flatMap((name, index) => {
      const symbol = exported.get(types[index]);
      const known = { values: new Set() };
      if (symbol) describeType(getType(symbol), known);
      return known.values.size === 0 ? [] : [[name, [...known.values].sort()]];
    }),
  );
}

function describeOperation({ method, path, request, parameters: types }) {
  const parameters = readParameters(path, types);
  const known = { method, path, ...(Object.keys(parameters).length > 0 && { parameters }) };
  const symbol = request === undefined || method === 'GET' ? undefined : exported.get(request.replace(/\[\]$/, ''));
  if (!symbol) return known;
  const kinds = readKinds(request);
  return { ...known, request, fields: readFields(symbol), ...(kinds.length > 0 && { kinds }) };
}

const distinct = new Map(listOperations().map((each) => [`${each.method} ${each.path}`, each]));
const operations = [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => describeOperation(each));
const { version } = JSON.parse(readFileSync(join(sdk, 'package.json'), 'utf8'));
process.stdout.write(`${JSON.stringify({ version, operations }, null, 1)}\n`);
