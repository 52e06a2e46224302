// Makes the published package in dist/package, unless it is current. It has what runs and no more: the bundle, minified, the declarations of
// the library, the schemas, the example.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleProgram } from './build/bundle.mjs';
import { isStale, listTree, toPath } from './build/files.mjs';
import { writeDeclarations } from './package/declarations.mjs';
import { buildNotices } from './package/notices.mjs';

/** Members of package.json that a user of the package needs. */
const MANIFEST = [
  ...['name', 'version', 'description', 'keywords', 'license', 'repository', 'homepage', 'bugs'],
  ...['type', 'engines', 'bin', 'exports', 'peerDependencies', 'peerDependenciesMeta'],
];

/** The example that the help names, and its files. */
const EXAMPLE = ['tenant.yaml', 'actions', 'emails'];

const manifest = JSON.parse(readFileSync(toPath('package.json'), 'utf8'));
const repository = manifest.repository.url.replace(/^git\+|\.git$/g, '');

/** Replaces the folder. `dist` has to be built. */
async function writePackage(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'dist'), { recursive: true });
  const modules = await bundleProgram(join(folder, 'dist'), { minify: true });
  for (const name of ['validators', 'emulator']) cpSync(toPath(`dist/${name}.archive`), join(folder, `dist/${name}.archive`));
  writeDeclarations(join(folder, 'dist/types'));
  copySchemas(join(folder, 'schemas'));
  for (const name of EXAMPLE) cpSync(toPath(`examples/${name}`), join(folder, 'examples', name), { recursive: true });
  for (const name of ['LICENSE', 'CHANGELOG.md']) cpSync(toPath(name), join(folder, name));
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), buildNotices(modules));
  writeFileSync(join(folder, 'README.md'), makeLinksAbsolute(readFileSync(toPath('README.md'), 'utf8')));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(buildManifest(), undefined, 2)}\n`);
}

/** Everything else that runs is in the bundle. */
function buildManifest() {
  const members = MANIFEST.filter((name) => manifest[name] !== undefined).map((name) => [name, manifest[name]]);
  const { undici } = manifest.dependencies;
  return { ...Object.fromEntries(members), dependencies: { undici } };
}

function copySchemas(folder) {
  mkdirSync(folder);
  for (const name of readdirSync(toPath('schemas')))
    writeFileSync(join(folder, name), JSON.stringify(JSON.parse(readFileSync(toPath(`schemas/${name}`), 'utf8'))));
}

/** The documents are in the repository, at the tag of this version. */
const makeLinksAbsolute = (text) =>
  text.replaceAll(/\]\((?!https?:|#)([^)]+)\)/g, `](${repository}/blob/v${manifest.version}/$1)`);

const SOURCES = [
  ...['dist/.bundled', 'dist/validators.archive', 'dist/emulator.archive', 'scripts/package.mjs'].map(toPath),
  ...['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE'].map(toPath),
  ...['scripts/package', 'schemas', 'examples'].flatMap(listTree),
];
// The manifest is written last.
if (isStale('dist/package/package.json', SOURCES)) await writePackage(toPath('dist/package'));
