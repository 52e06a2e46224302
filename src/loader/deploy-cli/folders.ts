import { nearest } from '../../model/problem/nearest.ts';

/** A place in auth0-deploy-cli's directory format, and what of a definition its files hold. Facts of that tool, version 8.44. */
export interface Place {
  /** Path below the root; a step may be `*`. */
  readonly files: string;
  readonly type: string;
  /** Where under the type's key a file's value stands: `['templates']` for `branding/templates/*.json`. */
  readonly under?: readonly string[];
  /** Whether a file is one item of a list. Otherwise it is the whole value. */
  readonly item?: boolean;
  /** A text in a file of the same name stands for this field. */
  readonly beside?: { readonly field: string; readonly extension: string };
  /** A form that differs from the one in YAML. */
  readonly form?: 'partials';
}

const list = (folder: string, type: string): Place => ({ files: `${folder}/*.json`, type, item: true });
const whole = (files: string, type: string): Place => ({ files, type });
const within = (files: string, type: string, ...under: readonly string[]): Place => ({ files, type, under });

/** Of several that match, the first. */
export const PLACES: readonly Place[] = [
  whole('tenant.json', 'tenant'),
  whole('migrations.json', 'migrations'),
  whole('supplemental-signals.json', 'supplementalSignals'),
  whole('supplemental-signals/*.json', 'supplementalSignals'),
  list('action-modules', 'actionModules'),
  list('actions', 'actions'),
  within('attack-protection/bot-detection.json', 'attackProtection', 'botDetection'),
  within('attack-protection/breached-password-detection.json', 'attackProtection', 'breachedPasswordDetection'),
  within('attack-protection/brute-force-protection.json', 'attackProtection', 'bruteForceProtection'),
  within('attack-protection/captcha.json', 'attackProtection', 'captcha'),
  within('attack-protection/suspicious-ip-throttling.json', 'attackProtection', 'suspiciousIpThrottling'),
  whole('branding/branding.json', 'branding'),
  { ...within('branding/templates/*.json', 'branding', 'templates'), item: true, beside: { field: 'body', extension: 'html' } },
  list('clients', 'clients'),
  list('connection-profiles', 'connectionProfiles'),
  list('connections', 'connections'),
  whole('custom-domains/*.json', 'customDomains'),
  { files: 'database-connections/*/database.json', type: 'databases', item: true },
  // What versions before 2020 called it.
  { files: 'database-connections/*/settings.json', type: 'databases', item: true },
  whole('emails/provider.json', 'emailProvider'),
  { ...list('emails', 'emailTemplates'), beside: { field: 'body', extension: 'html' } },
  list('event-streams', 'eventStreams'),
  list('flow-vault-connections', 'flowVaultConnections'),
  list('flows', 'flows'),
  list('forms', 'forms'),
  list('grants', 'clientGrants'),
  list('guardian/factors', 'guardianFactors'),
  list('guardian/providers', 'guardianFactorProviders'),
  list('guardian/templates', 'guardianFactorTemplates'),
  whole('guardian/policies.json', 'guardianPolicies'),
  whole('guardian/phoneFactorMessageTypes.json', 'guardianPhoneFactorMessageTypes'),
  whole('guardian/phoneFactorSelectedProvider.json', 'guardianPhoneFactorSelectedProvider'),
  list('hooks', 'hooks'),
  list('log-streams', 'logStreams'),
  list('network-acls', 'networkACLs'),
  list('organizations', 'organizations'),
  { ...list('pages', 'pages'), beside: { field: 'html', extension: 'html' } },
  whole('phone-providers/*.json', 'phoneProviders'),
  list('phone-templates', 'phoneTemplates'),
  whole('prompts/prompts.json', 'prompts'),
  within('prompts/custom-text.json', 'prompts', 'customText'),
  { ...within('prompts/partials.json', 'prompts', 'partials'), form: 'partials' },
  { ...within('prompts/screenRenderSettings/*.json', 'prompts', 'screenRenderers'), item: true },
  list('rate-limit-policies', 'rateLimitPolicies'),
  list('resource-servers', 'resourceServers'),
  whole('risk-assessment/settings.json', 'riskAssessment'),
  within('risk-assessment/new-device.json', 'riskAssessment', 'new_device'),
  list('roles', 'roles'),
  list('rules', 'rules'),
  list('rules-configs', 'rulesConfigs'),
  list('self-service-profiles', 'selfServiceProfiles'),
  list('themes', 'themes'),
  list('token-exchange-profiles', 'tokenExchangeProfiles'),
  whole('triggers/triggers.json', 'triggers'),
  list('user-attribute-profiles', 'userAttributeProfiles'),
];

/** The folders of the format, `clients/` and so on: in others nothing is looked for. */
export const FOLDERS: ReadonlySet<string> = new Set(
  PLACES.filter(({ files }) => files.includes('/')).map(({ files }) => files.replace(/\/.*/, '/')),
);

/** The type of a folder that holds nothing but its resources. That it is there says that the type is managed, also when it is empty. */
export const listedIn = (folder: string): string | undefined =>
  folder === 'database-connections/'
    ? 'databases'
    : PLACES.find(({ files, item, under }) => item && !under && files === `${folder}*.json`)?.type;

/** The folder that somebody means who calls one after its type (`databases`, `client-grants`), or nearly as it is called. */
export function folderMeant(name: string): string | undefined {
  const bare = name.replace(/[-_]/g, '').toLowerCase();
  const ofType = PLACES.find(({ type, files }) => type.toLowerCase() === bare && files.includes('/'));
  return ofType ? ofType.files.replace(/\/.*/, '/') : nearest(`${name}/`, FOLDERS);
}

export const placeFor = (path: string): Place | undefined => PLACES.find(({ files }) => matches(files, path));

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const steps = path.split('/');
  return wanted.length === steps.length && wanted.every((step, index) => fits(step, steps[index] ?? ''));
}

function fits(pattern: string, step: string): boolean {
  const [before = '', after] = pattern.split('*');
  return after === undefined
    ? pattern === step
    : step.length > pattern.length - 1 && step.startsWith(before) && step.endsWith(after);
}
