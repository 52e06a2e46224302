// Bundles the programs and the library.
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rolldown } from 'rolldown';
import { transformSync } from 'rolldown/utils';
import { toPath } from './files.mjs';

/** All two folders below the package, where `src/disk/package-folder.ts` expects to be. */
const ENTRIES = {
  'cli/program': toPath('src/cli/program.ts'),
  'action/main': toPath('src/action/main.ts'),
  'library/index': toPath('src/index.ts'),
  'library/emulator': toPath('src/emulator/index.ts'),
};
/** Loaded only on demand. `undici` is a dependency; users who need `ioredis` install it themselves. */
const EXTERNAL = ['ioredis', 'undici'];
/** Chunks below this size in bytes are merged with their neighbors: opening a file costs more than reading some code in vain. */
const SMALL_CHUNK = 30_000;

/**
 * Bundles into a folder as few files as possible, loaded only by the commands that need them: resolving modules takes half the time of a
 * short command. Returns the paths of the modules that were bundled.
 */
export async function bundleProgram(folder, { minify }) {
  for (const name of ['cli', 'action', 'library', 'chunks']) rmSync(`${folder}/${name}`, { recursive: true, force: true });
  const start = new Set();
  const bundle = await rolldown({
    input: ENTRIES,
    platform: 'node',
    external: EXTERNAL,
    transform: { target: 'node20' },
    // The groups below may take modules away from their dependencies.
    preserveEntrySignatures: 'allow-extension',
    // Its build for Node reads an environment variable at every token.
    resolve: { alias: { yaml: toPath('node_modules/yaml/browser/index.js') } },
    // Bottleneck looks for Redis clients by eval, which finds none here: it is given one. The other warning is about speed only.
    checks: { eval: false, ineffectiveDynamicImport: false },
    // An import that cannot be resolved is a warning only.
    onLog: (level, log, handle) => handle(level === 'warn' ? 'error' : level, log),
    plugins: [collectStartModules(start)],
  });
  const merge = { entriesAware: true, entriesAwareMergeThreshold: SMALL_CHUNK };
  const isEntry = (id) => Object.values(ENTRIES).includes(id);
  const { output } = await bundle.write({
    dir: folder,
    format: 'esm',
    minify,
    chunkFileNames: 'chunks/[hash].js',
    // Merging moves modules between files; this keeps the order in which they run.
    strictExecutionOrder: true,
    codeSplitting: {
      groups: [
        // What every command loads is one file, and nothing else is in it.
        { name: 'start', test: (id) => start.has(id) && !isEntry(id), priority: 1 },
        // What needs no emulator loads nothing of it.
        {
          name: 'emulator',
          test: (id) => isOfEmulator(id) && !start.has(id),
          includeDependenciesRecursively: false,
          entriesAware: true,
        },
        { name: 'shared', test: (id) => !isOfEmulator(id) && !start.has(id) && !isEntry(id), ...merge },
      ],
    },
  });
  writeEntry(folder);
  return output.flatMap((chunk) => chunk.moduleIds ?? []);
}

const isOfEmulator = (id) => id.startsWith(toPath('src/emulator/'));

/** Collects what the command line imports before it knows the command. */
const collectStartModules = (start) => ({
  name: 'start-modules',
  buildEnd() {
    const visit = (id) => {
      if (start.has(id)) return;
      start.add(id);
      for (const imported of this.getModuleInfo(id)?.importedIds ?? []) visit(imported);
    };
    visit(ENTRIES['cli/program']);
  },
});

/** Compiled separately: even a Node that is too old for the program must be able to parse it. */
function writeEntry(folder) {
  const { code } = transformSync('main.ts', readFileSync(toPath('src/cli/main.ts'), 'utf8'), { target: 'es2017' });
  writeFileSync(`${folder}/cli/main.js`, code.replace('./program.ts', './program.js'));
  chmodSync(`${folder}/cli/main.js`, 0o755);
}
