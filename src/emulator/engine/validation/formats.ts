import { isIPv4, isIPv6 } from 'node:net';

type Check = (text: string) => boolean;

const matches =
  (pattern: RegExp): Check =>
  (text) =>
    pattern.test(text);
const orEmpty =
  (check: Check): Check =>
  (text) =>
    text === '' || check(text);

const url =
  (protocols?: readonly string[]): Check =>
  (text) => {
    if (/\s/.test(text) || !URL.canParse(text)) return false;
    return protocols === undefined || protocols.includes(new URL(text).protocol);
  };

/** Placeholders such as `{organization_name}` stand for parts of a URL. */
const withPlaceholders =
  (check: Check): Check =>
  (text) =>
    check(text.replaceAll(/\{[^{}]*\}/g, 'x').replaceAll('*', 'x'));

const isCidr =
  (isAddress: Check, bits: number): Check =>
  (text) => {
    const [address = '', prefix = ''] = text.split('/');
    return isAddress(address) && /^\d+$/.test(prefix) && Number(prefix) <= bits;
  };

/** Fields of forms and flows may hold `{{ expressions }}` in place of their value. */
const orExpression =
  (check: Check): Check =>
  (text) =>
    text.includes('{{') || check(text);

const hostname = matches(/^(?=.{1,255}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i);
const email = matches(/^[^\s@"(),:;<>[\\\]]+@[^\s@]+\.[^\s@]+$/);
const id = (prefix: string, length: number): Check => matches(new RegExp(`^${prefix}_[A-Za-z0-9]{${length}}$`));

/** Formats of the API's schemas. One that is not here is not checked. */
export const FORMATS: Readonly<Record<string, Check>> = {
  url: url(),
  'url-or-null': url(),
  'strict-uri': url(),
  'callback-url': withPlaceholders(matches(/^[a-zA-Z][a-zA-Z0-9+.-]*:\S+$/)),
  'url-with-placeholders': withPlaceholders(url()),
  'ec-initiate-login-uri-template-url': withPlaceholders(url(['https:'])),
  // A tenant has been seen to hold an address without a scheme: `example.dev/support`.
  'absolute-uri-or-empty': orEmpty((text) => url()(text) || /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/\S*)?$/i.test(text)),
  'absolute-https-uri-or-empty': orEmpty(url(['https:'])),
  'absolute-https-uri-with-placeholders-or-empty': orEmpty(withPlaceholders(url(['https:']))),
  'strict-https-uri-or-null': url(['https:']),
  'date-time': (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)),
  date: matches(/^\d{4}-\d\d-\d\d$/),
  email,
  'email-or-empty': orEmpty(email),
  hostname,
  uuid: matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
  ipv4: isIPv4,
  ipv6: isIPv6,
  cidr: isCidr(isIPv4, 32),
  ipv6_cidr: isCidr(isIPv6, 128),
  'html-color': matches(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i),
  'organization-name': matches(/^(?!org_)[a-z0-9]([a-z0-9_-]{0,48}[a-z0-9])?$/),
  'organization-id': id('org', 16),
  'role-id': id('rol', 16),
  'connection-id': id('con', 16),
  'client-grant-id': id('cgr', 16),
  'credential-id': id('cred', 22),
  'user-attribute-profile-id': id('uap', 22),
  'connection-profile-id': id('cop', 22),
  'event-stream-id': id('est', 22),
  'flow-id': orExpression(id('af', 22)),
  'flows-vault-connections-id': orExpression(id('ac', 22)),
  'forms-custom-identifier': matches(/^[\w-]+$/),
  'forms-url-https': orExpression(url(['https:'])),
  'forms-hex-color': matches(/^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i),
  'html-color-or-null': matches(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i),
  'hostname-rfc2181': matches(/^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i),
  'non-empty-string': (text) => text.length > 0,
  'strict-https-uri': url(['https:']),
  uri: url(),
};
