import { join } from 'node:path';
import { expect, it } from 'vitest';
import { load } from '../../src/loader/load-definition.ts';
import type { Definition } from '../../src/model/definition/definition.ts';
import { viewDefinition } from '../../src/posture/view/view-definition.ts';
import { viewPlan, viewSnapshot } from '../../src/posture/view/view-plan.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { EXAMPLE } from '../support/example.ts';
import { fetchWholeSnapshot } from '../support/export-snapshot.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';
import { BAD_TENANT } from './bad-tenant.ts';
import { judgeTenant, listFindings } from './judge-tenant.ts';

const SECRETS = { GOOGLE_CLIENT_SECRET: 'dummy', INITECH_CLIENT_SECRET: 'dummy' };
const at = setUpTenantPipeline();

async function loadFiles(files: Readonly<Record<string, string>>): Promise<Definition> {
  const folder = createTemporaryFolder(files);
  const loaded = await load({ files: [join(folder, 'tenant.yaml')], root: folder, env: SECRETS });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error, null, 2));
  return loaded.value.definition;
}

const loadExample = () => loadFiles(EXAMPLE);
const loadBadTenant = () => loadFiles({ 'tenant.yaml': BAD_TENANT });

it('the example has no finding as a production tenant, offline and completed by defaults', async () => {
  const view = viewDefinition(await loadExample(), CATALOGUE);
  for (const knowledge of ['declared', 'effective'] as const) {
    const judged = judgeTenant(view, {}, knowledge);
    expect({ findings: listFindings(judged), problems: judged.problems }).toEqual({ findings: [], problems: [] });
  }
});

it('a plan of the example on a new tenant adds no finding', async () => {
  const definition = await loadExample();
  const plan = await at().plan(definition);
  const { before, after } = viewPlan({ definition, snapshot: await fetchWholeSnapshot(at().api), catalogue: CATALOGUE, plan });
  const already = listFindings(judgeTenant(before));
  expect(listFindings(judgeTenant(after)).filter((line) => !already.includes(line))).toEqual([]);
});

it('a new tenant has findings of its own', async () => {
  const snapshot = await fetchWholeSnapshot(at().api);
  const judged = judgeTenant(viewSnapshot(snapshot, CATALOGUE, await loadExample()));
  expect({ problems: judged.problems, notJudged: judged.notJudged }).toEqual({ problems: [], notJudged: [] });
  expect(listFindings(judged)).toEqual([
    'error email-provider-missing tenant',
    'error grant-implicit clients/Default App',
    'error management-api-users resourceServers/https://example-tenant.eu.auth0.com/api/v2/',
    'info passkeys-off connections/Username-Password-Authentication',
    'info support-contact tenant',
    'warning bot-detection-never attackProtection/botDetection',
    'warning breached-passwords-off attackProtection/breachedPasswordDetection',
    'warning client-shared-secret clients/Emulator M2M',
    'warning custom-domain-missing tenant',
    'warning log-stream-missing tenant',
    'warning mfa-never guardianPolicies',
    'warning password-dictionary-off connections/Username-Password-Authentication',
    'warning password-short-single-factor connections/Username-Password-Authentication',
    'warning refresh-never-expires clients/Default App',
  ]);
});

it('a bad tenant has exactly these findings in production', async () => {
  const judged = judgeTenant(viewDefinition(await loadBadTenant(), CATALOGUE));
  expect(judged.problems).toEqual([]);
  expect(listFindings(judged)).toEqual([
    'error allowlist-wide attackProtection/suspiciousIpThrottling',
    'error api-hs256 resourceServers/https://api.museum.example/',
    'error api-rbac-off resourceServers/https://api.museum.example/',
    'error brute-force-no-block attackProtection/bruteForceProtection',
    'error callback-loopback clients/Ticket Shop',
    'error callback-plain-http clients/Ticket Shop',
    'error callback-shared-host clients/Ticket Shop',
    'error callback-wildcard clients/Ticket Shop',
    'error clickjacking tenant',
    'error client-id-token-hs256-public clients/Ticket Shop',
    'error client-not-oidc clients/Back Office',
    'error code-holds-secret actions/Enrich',
    'error code-plain-http actions/Enrich',
    'error confirmation-skipped clients/Guide',
    'error connection-brute-force-off connections/visitors',
    'error dcr-permissive tenant',
    'error grant-implicit clients/Ticket Shop',
    'error grant-management-interactive clientGrants/Back Office|https://museum.eu.auth0.com/api/v2/',
    'error grant-password clients/Ticket Shop',
    'error idp-endpoint-http connections/partners',
    'error ip-throttling-off attackProtection/suspiciousIpThrottling',
    'error legacy-endpoints tenant',
    'error log-stream-clear logStreams/Splunk',
    'error log-stream-stopped logStreams/Splunk',
    'error org-auto-membership-open organizations/friends',
    'error origin-insecure clients/Ticket Shop',
    'error otp-too-short connections/text-message',
    'error password-policy-weak connections/visitors',
    'error refresh-not-rotating clients/Ticket Shop',
    'error saml-sha1 connections/partners',
    'error sandbox-old tenant',
    'error social-developer-keys connections/facebook',
    'info brute-force-silent attackProtection/bruteForceProtection',
    'info passkeys-off connections/visitors',
    'info password-reset-without-factor connections/visitors',
    'info support-contact tenant',
    'warning action-runtime-ending actions/Enrich',
    'warning api-open-to-all-apps resourceServers/https://api.museum.example/',
    'warning api-token-long resourceServers/https://api.museum.example/',
    'warning breached-passwords-off attackProtection/breachedPasswordDetection',
    'warning brute-force-many-attempts attackProtection/bruteForceProtection',
    'warning client-cross-origin-auth clients/Ticket Shop',
    'warning client-metadata-secret clients/Back Office',
    'warning client-shared-secret clients/Back Office',
    'warning client-shared-secret clients/Nightly Job',
    'warning code-evaluates actions/Enrich',
    'warning code-logs-event actions/Enrich',
    'warning connection-mfa-off connections/visitors',
    'warning custom-domain-missing tenant',
    'warning dependency-unpinned actions/Enrich',
    'warning dev-client-registration tenant',
    'warning domain-connection-open connections/visitors',
    'warning grant-any-organization clientGrants/Nightly Job|https://archive.museum.example/',
    'warning grant-management-takeover clientGrants/Nightly Job|https://museum.eu.auth0.com/api/v2/',
    'warning log-stream-filtered logStreams/Splunk',
    'warning logout-url-insecure clients/Ticket Shop',
    'warning mfa-only-weak guardianFactors/email',
    'warning mfa-only-weak guardianFactors/sms',
    'warning new-apps-get-all-connections tenant',
    'warning org-domain-unproven organizations/friends',
    'warning otp-too-long-valid connections/text-message',
    'warning page-foreign-script pages/error_page',
    'warning page-unescaped pages/error_page',
    'warning password-dictionary-off connections/visitors',
    'warning refresh-leeway-long clients/Guide',
    'warning refresh-lifetime-long clients/Guide',
    'warning refresh-never-expires clients/Ticket Shop',
    'warning saml-idp-initiated connections/partners',
    'warning session-idle-long tenant',
    'warning session-long tenant',
  ]);
});

it('in a tenant for development, localhost is no finding, and much is less serious', async () => {
  const view = viewDefinition(await loadBadTenant(), CATALOGUE);
  const elsewhere = judgeTenant(view, { environment: 'development' });
  const countErrors = ({ findings }: typeof elsewhere): number => findings.filter(({ severity }) => severity === 'error').length;
  expect(elsewhere.findings.filter(({ rule }) => rule === 'callback-loopback')).toEqual([]);
  expect(countErrors(elsewhere)).toBeLessThan(countErrors(judgeTenant(view)) / 2);
});
