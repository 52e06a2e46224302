import { findNearestName, isSameName } from '../../model/problem/nearest-name.ts';

/** A place in auth0-deploy-cli's directory format, and which part of a definition its files contain. Facts from its version 8.44. */
export interface DirectoryPlace {
  /** Path relative to the root. A step may contain one `*`. */
  readonly files: string;
  readonly type: string;
  /** Path of the value below the type's key: `['templates']` for `branding/templates/*.json`. */
  readonly under?: readonly string[];
  /** Whether a file is one item of a list. If not, it is the whole value. */
  readonly item?: boolean;
  /** A field whose text is in a file of the same name with another extension. */
  readonly beside?: { readonly field: string; readonly extension: string };
  /** Set if the JSON has another structure than the YAML definition. */
  readonly form?: 'partials';
}

const createListPlace = (folder: string, type: string): DirectoryPlace => ({ files: `${folder}/*.json`, type, item: true });
const createFilePlace = (files: string, type: string): DirectoryPlace => ({ files, type });
const createMemberPlace = (files: string, type: string, ...under: readonly string[]): DirectoryPlace => ({ files, type, under });

/** All places. The first match counts. */
export const DIRECTORY_PLACES: readonly DirectoryPlace[] = [
  createFilePlace('tenant.json', 'tenant'),
  createFilePlace('migrations.json', 'migrations'),
  createFilePlace('supplemental-signals.json', 'supplementalSignals'),
  createFilePlace('supplemental-signals/*.json', 'supplementalSignals'),
  createListPlace('action-modules', 'actionModules'),
  createListPlace('actions', 'actions'),
  createMemberPlace('attack-protection/bot-detection.json', 'attackProtection', 'botDetection'),
  createMemberPlace('attack-protection/breached-password-detection.json', 'attackProtection', 'breachedPasswordDetection'),
  createMemberPlace('attack-protection/brute-force-protection.json', 'attackProtection', 'bruteForceProtection'),
  createMemberPlace('attack-protection/captcha.json', 'attackProtection', 'captcha'),
  createMemberPlace('attack-protection/suspicious-ip-throttling.json', 'attackProtection', 'suspiciousIpThrottling'),
  createFilePlace('branding/branding.json', 'branding'),
  {
    ...createMemberPlace('branding/templates/*.json', 'branding', 'templates'),
    item: true,
    beside: { field: 'body', extension: 'html' },
  },
  createListPlace('clients', 'clients'),
  createListPlace('connection-profiles', 'connectionProfiles'),
  createListPlace('connections', 'connections'),
  createFilePlace('custom-domains/*.json', 'customDomains'),
  { files: 'database-connections/*/database.json', type: 'databases', item: true },
  // The file name in versions before 2020.
  { files: 'database-connections/*/settings.json', type: 'databases', item: true },
  createFilePlace('emails/provider.json', 'emailProvider'),
  { ...createListPlace('emails', 'emailTemplates'), beside: { field: 'body', extension: 'html' } },
  createListPlace('event-streams', 'eventStreams'),
  createListPlace('flow-vault-connections', 'flowVaultConnections'),
  createListPlace('flows', 'flows'),
  createListPlace('forms', 'forms'),
  createListPlace('grants', 'clientGrants'),
  createListPlace('guardian/factors', 'guardianFactors'),
  createListPlace('guardian/providers', 'guardianFactorProviders'),
  createListPlace('guardian/templates', 'guardianFactorTemplates'),
  createFilePlace('guardian/policies.json', 'guardianPolicies'),
  createFilePlace('guardian/phoneFactorMessageTypes.json', 'guardianPhoneFactorMessageTypes'),
  createFilePlace('guardian/phoneFactorSelectedProvider.json', 'guardianPhoneFactorSelectedProvider'),
  createListPlace('hooks', 'hooks'),
  createListPlace('log-streams', 'logStreams'),
  createListPlace('network-acls', 'networkACLs'),
  createListPlace('organizations', 'organizations'),
  { ...createListPlace('pages', 'pages'), beside: { field: 'html', extension: 'html' } },
  createFilePlace('phone-providers/*.json', 'phoneProviders'),
  createListPlace('phone-templates', 'phoneTemplates'),
  createFilePlace('prompts/prompts.json', 'prompts'),
  createMemberPlace('prompts/custom-text.json', 'prompts', 'customText'),
  { ...createMemberPlace('prompts/partials.json', 'prompts', 'partials'), form: 'partials' },
  { ...createMemberPlace('prompts/screenRenderSettings/*.json', 'prompts', 'screenRenderers'), item: true },
  createListPlace('rate-limit-policies', 'rateLimitPolicies'),
  createListPlace('resource-servers', 'resourceServers'),
  createFilePlace('risk-assessment/settings.json', 'riskAssessment'),
  createMemberPlace('risk-assessment/new-device.json', 'riskAssessment', 'new_device'),
  createListPlace('roles', 'roles'),
  createListPlace('rules', 'rules'),
  createListPlace('rules-configs', 'rulesConfigs'),
  createListPlace('self-service-profiles', 'selfServiceProfiles'),
  createListPlace('themes', 'themes'),
  createListPlace('token-exchange-profiles', 'tokenExchangeProfiles'),
  createFilePlace('triggers/triggers.json', 'triggers'),
  createListPlace('user-attribute-profiles', 'userAttributeProfiles'),
];

/** Top-level folders of the format, with a slash: `clients/`. Other folders are not read. */
export const DIRECTORY_FOLDERS: ReadonlySet<string> = new Set(
  DIRECTORY_PLACES.filter(({ files }) => files.includes('/')).map(({ files }) => files.replace(/\/.*/, '/')),
);

/** Finds the type of a folder that contains only resources of that type. Such a folder declares the type even if it is empty. */
export const findListedType = (folder: string): string | undefined =>
  folder === 'database-connections/'
    ? 'databases'
    : DIRECTORY_PLACES.find(({ files, item, under }) => item && !under && files === `${folder}*.json`)?.type;

/** Suggests the folder for a name that is a type (`databases`, `client-grants`) or a misspelled folder. */
export function suggestFolder(name: string): string | undefined {
  const ofType = DIRECTORY_PLACES.find(({ type, files }) => isSameName(type, name) && files.includes('/'));
  return ofType ? ofType.files.replace(/\/.*/, '/') : findNearestName(`${name}/`, DIRECTORY_FOLDERS);
}

/** Finds the place that a path relative to the root belongs to. */
export const findDirectoryPlace = (path: string): DirectoryPlace | undefined =>
  DIRECTORY_PLACES.find(({ files }) => isPathMatch(files, path));

function isPathMatch(pattern: string, path: string): boolean {
  const patternSteps = pattern.split('/');
  const steps = path.split('/');
  return patternSteps.length === steps.length && patternSteps.every((step, index) => isStepMatch(step, steps[index] ?? ''));
}

function isStepMatch(pattern: string, step: string): boolean {
  const [before = '', after] = pattern.split('*');
  return after === undefined
    ? pattern === step
    : step.length > pattern.length - 1 && step.startsWith(before) && step.endsWith(after);
}
