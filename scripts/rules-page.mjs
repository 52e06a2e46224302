// Writes docs/rules.md: the posture rules, the functions that conditions can call, and where the checks of CheckMate are found here.
// `--check` writes nothing, and fails if the page is not current.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CEL_FUNCTIONS } from '../src/posture/functions/cel-functions.ts';
import { RULES } from '../src/posture/rules/all-rules.ts';

const PAGE = fileURLToPath(new URL('../docs/rules.md', import.meta.url));

const HEAD = `# Posture rules

What tenon checks about the security of a tenant. This page is generated from the rules in \`src/posture/rules\` (\`npm run docs\`): change those instead.

A finding is an **error** if the value alone lets someone in or keeps everyone out, a **warning** if a layer of protection is missing, and **info** if
it is worth a look. The severity depends on what the tenant is for: the first one is for production, the second one for every other tenant (\`off\`: not
checked there). Conditions are written in [CEL](https://cel.dev); where one is true, there is a finding. They judge the effective value of a field:
the declared one, or else the live one, or else the API's default.

| variable | |
|---|---|
| \`r\` | the resource, with references as keys; for a rule about the whole tenant an empty map |
| \`t\` | the tenant: for each type that is known, the list of its resources |
| \`prod\` | whether the tenant is a production tenant |
| \`isNew\` | whether the plan creates the resource |
| \`regulated\` | whether the definition asks for the rules of regulated industries |
`;

const NEEDS = {
  declared: 'by the definition alone',
  effective: 'where the definition states one of the fields, or with the tenant',
  related: 'with other resources',
};

/** Checks of Auth0's CheckMate (npm: @auth0/auth0-checkmate), and the rules that ask the same, or why there is none. */
const CHECKMATE = {
  checkActionsHardCodedValues: ['code-holds-secret'],
  checkActionsRuntime: ['action-runtime-old', 'action-runtime-ending'],
  checkDependencies: 'Needs a database of vulnerabilities; `dependency-unpinned` is what a definition can say.',
  checkPasswordResetMFA: ['password-reset-without-factor'],
  checkUserEnumeration: 'A denial before registration is often wanted.',
  checkBotDetectionSetting: ['bot-detection-never', 'bot-detection-monitoring', 'allowlist-wide'],
  checkBreachedPassword: ['breached-passwords-off', 'breached-passwords-no-block'],
  checkBruteForce: ['brute-force-off', 'brute-force-no-block', 'brute-force-silent', 'allowlist-wide'],
  checkSuspiciousIPThrottling: ['ip-throttling-off', 'ip-throttling-no-block', 'allowlist-wide'],
  checkCanonicalDomain: 'Needs the log of the tenant; `custom-domain-missing` asks for the domain.',
  checkAllowedCallbacks: ['callback-plain-http', 'callback-loopback'],
  checkAllowedLogoutUrl: ['logout-url-insecure'],
  checkAppTokenSenderConstraining: ['client-pop-off'],
  checkApplicationLoginUri: ['login-uri-insecure'],
  checkBackchannelLogout: 'The API accepts only https, and not every application needs back-channel logout.',
  checkCrossOriginAuthentication: ['client-cross-origin-auth'],
  checkGrantTypes: ['grant-implicit', 'grant-password', 'grant-device-code-web'],
  checkJAR: ['client-par-off'],
  checkJWTSignAlg: ['client-id-token-hs256', 'client-id-token-hs256-public'],
  checkPAR: ['client-par-off'],
  checkPKCEEnforcement: ['pkce-not-enforced'],
  checkPrivateKeyJWT: ['client-shared-secret'],
  checkRefreshToken: ['refresh-not-rotating', 'refresh-never-expires'],
  checkWebOrigins: ['origin-insecure'],
  checkCustomDomain: ['custom-domain-missing'],
  checkAuthenticationMethods: ['passkeys-off'],
  checkDASHardCodedValues: ['code-holds-secret'],
  checkEmailAttributeVerification: 'A link and a code are equally safe in most tenants.',
  checkEnabledDatabaseCustomization: ['custom-database-live'],
  checkPasswordComplexity: ['password-too-short', 'password-short-single-factor'],
  checkPasswordHistory: 'No current standard asks for it.',
  checkPasswordNoPersonalInfo: 'Off by default; a length of 15 and the dictionary do more.',
  checkPasswordPolicy: ['password-policy-weak', 'password-short-single-factor'],
  checkPromotedDBConnection: ['domain-connection-open'],
  checkEmailProvider: ['email-provider-missing'],
  checkEmailTemplates: ['breach-mail-off'],
  checkErrorPageTemplate: ['page-unescaped'],
  checkEventStreams: 'Having no event stream is no fault.',
  checkHooks: 'Hooks are retired: `validate` reports them as `retired-type`.',
  checkLogStream: ['log-stream-missing', 'log-stream-stopped'],
  checkGuardianFactors: ['mfa-no-factor', 'mfa-only-weak'],
  checkGuardianPolicy: ['mfa-never'],
  checkBlockCanonicalDomain: 'Depends on the plan and on the proxy in front of the tenant.',
  checkManagementAPIACL: 'Depends on the plan and on the networks of the callers.',
  checkNetworkACL: ['acl-allow-shadows', 'acl-locks-everybody'],
  checkAPIAuthorizationPolicy: ['api-open-to-all-apps'],
  checkAPISigningAlgorithm: ['api-hs256'],
  checkAPITokenLifetime: ['api-token-long'],
  checkAPITokenSenderConstraining:
    'Right only when every application of the API can do it; `client-pop-off` asks the applications.',
  checkJWEResourceServer: 'Needed in few industries: write a policy.',
  checkManagementAPIUserAccess: ['management-api-users'],
  checkRules: 'Rules are retired: `validate` reports them as `retired-type`.',
  checkDefaultAudience: 'A default audience is a choice, not a fault.',
  checkDefaultDirectory: 'Matters only with the password grant, which is an error itself.',
  checkEnabledDynamicClientRegistration: ['dev-client-registration', 'dcr-permissive'],
  checkSandboxVersion: ['sandbox-old'],
  checkSessionLifetime: ['session-long', 'session-idle-long'],
  checkSupportEmail: ['support-contact'],
  checkSupportUrl: ['support-contact'],
  checkTenantLoginUrl: 'The API accepts only https.',
  checkTenantLogoutUrl: ['tenant-logout-url-insecure'],
};

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text) => `\`${text}\``;
const link = (id) => `[${code(id)}](#${id})`;
const severities = ({ severity }) => `${severity.production} / ${severity.otherwise}`;
const byName = (a, b) => (a < b ? -1 : 1);

function linkRule(id) {
  if (!RULES.some((rule) => rule.id === id)) throw new Error(`there is no rule ${id}`);
  return link(id);
}

const contents = [
  '| rule | about | production / elsewhere |',
  '|---|---|---|',
  ...RULES.map((rule) => `| ${link(rule.id)} | ${rule.types.join(', ')} | ${severities(rule)} |`),
  '',
];

function section(rule) {
  const about = rule.scope === 'tenant' ? `the whole tenant (${rule.types.join(', ')})` : rule.types.join(', ');
  const reads = rule.reads === undefined ? '' : `: ${rule.reads.join(', ')}`;
  const condition = rule.when
    .split('\n')
    .map((line) => line.replace(/^ {6}/, ''))
    .join('\n')
    .trim();
  return [
    `### ${rule.id}`,
    '',
    `${rule.why} **${rule.fix}**`,
    '',
    `| | |`,
    '|---|---|',
    `| severity | ${severities(rule)}${rule.takeover ? '; can lead to a takeover' : ''} |`,
    `| about | ${about} |`,
    ...(rule.fields.length > 0 ? [`| fields | ${rule.fields.map(code).join(', ')} |`] : []),
    `| judged | ${NEEDS[rule.needs]}${reads} |`,
    `| source | ${cell(rule.source)} |`,
    '',
    '```cel',
    condition,
    '```',
    '',
  ];
}

const functions = [
  '## Functions',
  '',
  'Conditions of rules and of your own policies can call these, beside those of CEL. Each answers for any value.',
  '',
  '| function | |',
  '|---|---|',
  ...CEL_FUNCTIONS.map(({ signature, about }) => `| ${code(signature)} | ${cell(about)} |`),
  '',
];

const checkmate = [
  '## From CheckMate',
  '',
  "The checks of Auth0's [CheckMate](https://www.npmjs.com/package/@auth0/auth0-checkmate), and the rules here that ask for the same.",
  '',
  '| check | rules |',
  '|---|---|',
  ...Object.entries(CHECKMATE)
    .sort(([a], [b]) => byName(a, b))
    .map(([check, rules]) => `| ${code(check)} | ${typeof rules === 'string' ? rules : rules.map(linkRule).join(', ')} |`),
];

const page = `${[HEAD, ...contents, '## The rules', '', ...RULES.flatMap(section), ...functions, ...checkmate].join('\n').trimEnd()}\n`;

if (!process.argv.includes('--check')) writeFileSync(PAGE, page);
else if (readFileSync(PAGE, 'utf8') !== page) {
  process.stderr.write('docs/rules.md is out of date: run npm run docs.\n');
  process.exitCode = 1;
}
