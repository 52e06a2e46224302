import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { TOOL, VERSION } from '../../src/disk/version.ts';
import { startEmulator } from '../../src/emulator/index.ts';
import { load } from '../../src/loader/load-definition.ts';
import { createSecretResolver } from '../../src/loader/substitute/secret-resolver.ts';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import { savePlan } from '../../src/workflows/plan-file/save-plan.ts';
import { TenantPipeline } from '../support/tenant-pipeline.ts';
import { GOLDEN_ENV } from './golden.ts';

// npm run golden, once before a release: what this version makes of the example is kept, and every later
// version must find nothing to change in it.

const folder = new URL(`./${VERSION}/`, import.meta.url).pathname;
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}tenant.yaml`, readFileSync(new URL('../../examples/tenant.yaml', import.meta.url)));
// No path of this machine may get into what is kept.
process.chdir(folder);
const loaded = await load({ files: ['tenant.yaml'], root: '.', env: GOLDEN_ENV });
if (!loaded.ok) throw new Error(JSON.stringify(loaded.error, null, 2));
const { definition } = loaded.value;
const at = new TenantPipeline(await startEmulator({ seed: 1, tenantDomain: 'golden.eu.auth0.com' }));
const plan = { ...(await at.plan(definition)), tool: TOOL };
const origin = { files: ['tenant.yaml'], secrets: createSecretResolver(definition), env: {} };
const saved = savePlan(`${folder}plan.json`, { ...origin, plan, at: new Date('2026-11-27T00:00:00Z') });
if (!saved.ok) throw new Error(saved.error.message);
await at.applyDefinition(definition);
const snapshot = await at.takeSnapshot(definition);
/** Nobody's keys, and yet nothing that looks like one belongs in a repository. */
const maskSecrets = (name: string, value: JsonValue): JsonValue =>
  name === 'client_secret' ? 'golden' : name === 'signing_keys' ? [] : value;
writeFileSync(`${folder}snapshot.json`, `${JSON.stringify(snapshot, maskSecrets, 1)}\n`);
await at.api.close();
await at.emulator.close();
