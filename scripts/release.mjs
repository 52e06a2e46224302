// Makes everything that a release publishes, in a folder: `node scripts/release.mjs v0.1.0 FOLDER`. It uploads nothing; the workflow
// `release` does.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { toPath } from './build/files.mjs';

const run = (command, args, options = {}) => execFileSync(command, args, { cwd: toPath('.'), encoding: 'utf8', ...options });
const manifest = JSON.parse(readFileSync(toPath('package.json'), 'utf8'));

/** Returns the part of the changelog that is about this version. */
function readNotes(version) {
  const [, notes] = readFileSync(toPath('CHANGELOG.md'), 'utf8').split(
    new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\].*\\n`, 'm'),
  );
  if (notes === undefined) throw new Error(`CHANGELOG.md has no section [${version}]: rename [Unreleased], and commit it.`);
  return `${notes.split(/^## /m)[0].trim()}\n`;
}

/** The package that npm publishes, packed as npm packs it. */
function packPackage(folder) {
  run('npm', ['run', '--silent', 'package']);
  const [{ filename }] = JSON.parse(
    run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: toPath('dist/package') }),
  );
  return filename;
}

/**
 * Lists what is in the bundle, not what it is built with. `npm sbom --omit=dev` also omits packages that a development dependency
 * needs as well: it sees a project without any.
 */
function buildBillOfMaterials() {
  const cwd = mkdtempSync(join(tmpdir(), 'tenon-sbom-'));
  try {
    const { devDependencies, scripts, ...production } = manifest;
    writeJson(join(cwd, 'package.json'), production);
    for (const name of ['package-lock.json', '.npmrc']) cpSync(toPath(name), join(cwd, name));
    run('npm', ['install', '--package-lock-only', '--offline'], { cwd });
    return run('npm', ['sbom', '--package-lock-only', '--omit=peer', '--sbom-format=cyclonedx'], { cwd });
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** What the tag of the action holds: the package and action.yml. Nothing is built in a job that uses it. */
function copyAction(folder) {
  cpSync(toPath('dist/package'), folder, { recursive: true });
  cpSync(toPath('action.yml'), join(folder, 'action.yml'));
}

/** A statement in the format of SLSA: which commit these files were made from. The registry adds a signed one of its own. */
function buildProvenance(subjects) {
  const commit = run('git', ['rev-parse', 'HEAD']).trim();
  const uri = `${manifest.repository.url}@${commit}`;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: subjects.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: `${manifest.homepage.replace(/#.*/, '')}/blob/main/docs/releasing.md`,
        externalParameters: { version: manifest.version },
        resolvedDependencies: [
          { uri, digest: { gitCommit: commit } },
          { uri: 'package-lock.json', digest: { sha256: hash(toPath('package-lock.json')) } },
        ],
      },
      runDetails: { builder: { id: process.env.GITHUB_WORKFLOW_REF ?? 'local' } },
    },
  };
}

const hash = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');
const writeJson = (file, value) => writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);

function makeRelease(tag, folder) {
  if (tag !== `v${manifest.version}`) throw new Error(`The tag is ${tag}, but package.json has the version ${manifest.version}.`);
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty.`);
  writeFileSync(join(folder, 'notes.md'), readNotes(manifest.version));
  const tarball = packPackage(folder);
  writeFileSync(join(folder, 'sbom.cdx.json'), buildBillOfMaterials());
  const subjects = [tarball, 'sbom.cdx.json'].map((name) => ({ name, sha256: hash(join(folder, name)) }));
  writeJson(join(folder, 'provenance.json'), buildProvenance(subjects));
  writeFileSync(join(folder, 'SHA256SUMS'), subjects.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(''));
  copyAction(join(folder, 'action'));
  console.log(`${manifest.name} ${manifest.version}: ${readdirSync(folder).join(', ')}`);
}

const [tag, folder] = process.argv.slice(2);
if (tag === undefined || folder === undefined) throw new Error('Usage: node scripts/release.mjs v0.1.0 FOLDER');
makeRelease(tag, resolve(folder));
