import { isIPv4, isIPv6 } from 'node:net';

type FormatCheck = (text: string) => boolean;

const matchPattern =
  (pattern: RegExp): FormatCheck =>
  (text) =>
    pattern.test(text);
const allowEmpty =
  (check: FormatCheck): FormatCheck =>
  (text) =>
    text === '' || check(text);

const checkUrl =
  (protocols?: readonly string[]): FormatCheck =>
  (text) => {
    if (/\s/.test(text) || !URL.canParse(text)) return false;
    return protocols === undefined || protocols.includes(new URL(text).protocol);
  };

/** Allows placeholders such as `{organization_name}` in a URL. */
const allowPlaceholders =
  (check: FormatCheck): FormatCheck =>
  (text) =>
    check(text.replaceAll(/\{[^{}]*\}/g, 'x').replaceAll('*', 'x'));

const checkCidr =
  (isAddress: FormatCheck, bits: number): FormatCheck =>
  (text) => {
    const [address = '', prefix = ''] = text.split('/');
    return isAddress(address) && /^\d+$/.test(prefix) && Number(prefix) <= bits;
  };

/** Allows `{{ expression }}` instead of a value, as fields of forms and flows do. */
const allowExpression =
  (check: FormatCheck): FormatCheck =>
  (text) =>
    text.includes('{{') || check(text);

const isHostname = matchPattern(/^(?=.{1,255}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i);
const isEmail = matchPattern(/^[^\s@"(),:;<>[\\\]]+@[^\s@]+\.[^\s@]+$/);
const checkId = (prefix: string, length: number): FormatCheck => matchPattern(new RegExp(`^${prefix}_[A-Za-z0-9]{${length}}$`));

/** The string formats of the API's schemas. Other formats are not checked. */
export const STRING_FORMATS: Readonly<Record<string, FormatCheck>> = {
  url: checkUrl(),
  'url-or-null': checkUrl(),
  'strict-uri': checkUrl(),
  'callback-url': allowPlaceholders(matchPattern(/^[a-zA-Z][a-zA-Z0-9+.-]*:\S+$/)),
  'url-with-placeholders': allowPlaceholders(checkUrl()),
  'ec-initiate-login-uri-template-url': allowPlaceholders(checkUrl(['https:'])),
  // A recorded tenant has a URL without a scheme: `example.dev/support`.
  'absolute-uri-or-empty': allowEmpty((text) => checkUrl()(text) || /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/\S*)?$/i.test(text)),
  'absolute-https-uri-or-empty': allowEmpty(checkUrl(['https:'])),
  'absolute-https-uri-with-placeholders-or-empty': allowEmpty(allowPlaceholders(checkUrl(['https:']))),
  'strict-https-uri-or-null': checkUrl(['https:']),
  'date-time': (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)),
  date: matchPattern(/^\d{4}-\d\d-\d\d$/),
  email: isEmail,
  'email-or-empty': allowEmpty(isEmail),
  hostname: isHostname,
  uuid: matchPattern(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
  ipv4: isIPv4,
  ipv6: isIPv6,
  cidr: checkCidr(isIPv4, 32),
  ipv6_cidr: checkCidr(isIPv6, 128),
  'html-color': matchPattern(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i),
  'organization-name': matchPattern(/^(?!org_)[a-z0-9]([a-z0-9_-]{0,48}[a-z0-9])?$/),
  'organization-id': checkId('org', 16),
  'role-id': checkId('rol', 16),
  'connection-id': checkId('con', 16),
  'client-grant-id': checkId('cgr', 16),
  'credential-id': checkId('cred', 22),
  'user-attribute-profile-id': checkId('uap', 22),
  'connection-profile-id': checkId('cop', 22),
  'event-stream-id': checkId('est', 22),
  'flow-id': allowExpression(checkId('af', 22)),
  'flows-vault-connections-id': allowExpression(checkId('ac', 22)),
  'forms-custom-identifier': matchPattern(/^[\w-]+$/),
  'forms-url-https': allowExpression(checkUrl(['https:'])),
  'forms-hex-color': matchPattern(/^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i),
  'html-color-or-null': matchPattern(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i),
  'hostname-rfc2181': matchPattern(
    /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i,
  ),
  'non-empty-string': (text) => text.length > 0,
  'strict-https-uri': checkUrl(['https:']),
  uri: checkUrl(),
};
