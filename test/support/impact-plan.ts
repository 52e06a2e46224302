import type { Finding } from '../../src/model/plan/finding.ts';
import type { Impact, ImpactClass } from '../../src/model/plan/impact.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import { createAddition, createChange, createCreation, createOperation, createPlan, createRemoval } from './plan-builders.ts';

export const createImpact = (is: ImpactClass, field: string, says: string, path?: string): Impact => ({
  is,
  field,
  says,
  ...(path === undefined ? {} : { path }),
});

export const createFinding = (address: string, field: string, more: Partial<Finding> = {}): Finding => ({
  rule: 'callback-loopback',
  severity: 'error',
  address,
  field,
  message: 'A program on the same machine can read the code.',
  hint: 'Move it to the overlay of the development tenant.',
  source: 'RFC 8252',
  ...more,
});

const placeAt = (line: number) => ({ kind: 'file', file: 'tenant.yaml', line, column: 5 }) as const;

/** Organizations that differ only in their names. */
export const createCustomers = (count: number): readonly Operation[] =>
  Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(3, '0');
    return createCreation('organizations', `customer-${number}`, {
      name: `customer-${number}`,
      display_name: `Customer ${number}`,
      branding: { colors: { primary: '#0059d6', page_background: '#ffffff' } },
    });
  });

const mailBefore =
  '<html><body style="background:#fff"><h1>Hello</h1>\n<p>Click <a href="{{ url }}">here</a>.</p></body></html>\n';

const updates: readonly Operation[] = [
  createOperation('update', 'attackProtection/bruteForceProtection', {
    origin: placeAt(41),
    changes: [createChange(['enabled'], true, false)],
    impact: [createImpact('weakens', 'enabled', 'Brute-force protection is switched off.', '/enabled')],
  }),
  createOperation('update', 'clients/App', {
    origin: placeAt(12),
    changes: [
      createAddition('callbacks', 'http://localhost:3000/cb'),
      createRemoval('callbacks', 'https://old.acme.test/cb'),
      createChange(['description'], 'The app', 'Our app'),
      createChange(['client_secret'], '(secret)', '(secret)', 'secret'),
      createChange(['sso_disabled'], true, undefined),
    ],
    impact: [
      createImpact('widens', 'callbacks[]', 'Logins may return to one more address.', '/callbacks/http:~1~1localhost:3000~1cb'),
      createImpact(
        'tightens',
        'callbacks[]',
        'Logins cannot return to this address any more.',
        '/callbacks/https:~1~1old.acme.test~1cb',
      ),
      createImpact('secret', 'client_secret', 'The secret is replaced.', '/client_secret'),
      createImpact('cosmetic', 'description', 'Another description.', '/description'),
    ],
  }),
  createOperation('link', 'roles/Viewer', {
    relation: 'permissions',
    origin: placeAt(60),
    changes: [
      {
        ...createChange(
          ['permissions', 'https://api.acme.test|manage:members'],
          undefined,
          { permission_name: 'manage:members', resource_server_identifier: 'https://api.acme.test' },
          'item',
        ),
        presentation: 'access',
      },
    ],
    impact: [
      createImpact(
        'widens',
        'permissions[]',
        'Everybody with the role may do more.',
        '/permissions/https:~1~1api.acme.test|manage:members',
      ),
    ],
  }),
  createOperation('unlink', 'organizations/acme', {
    relation: 'connections',
    risk: 'disruptive',
    changes: [{ ...createRemoval('connections', 'legacy-users'), presentation: 'access' }],
    impact: [
      createImpact(
        'tightens',
        'connections[]',
        'Members cannot log in with this connection any more.',
        '/connections/legacy-users',
      ),
    ],
  }),
  createOperation('update', 'actions/login', {
    origin: placeAt(90),
    changes: [
      createChange(
        ['code'],
        'exports.onExecutePostLogin = async () => {};\n',
        'exports.onExecutePostLogin = async (event) => {\n  log(event.user);\n};\n',
        'text',
      ),
    ],
    impact: [createImpact('runs-code', 'code', 'Different code runs at each login.', '/code')],
  }),
  createOperation('update', 'emailTemplates/welcome_email', {
    changes: [
      {
        ...createChange(['body'], mailBefore, mailBefore.replace('Hello', 'Welcome').replace('#fff', '#eef'), 'text'),
        presentation: 'html',
      },
    ],
    impact: [createImpact('cosmetic', 'body', 'Another text.', '/body')],
  }),
  createOperation('update', 'branding', {
    changes: [createChange(['colors', 'primary'], '#ff0000', '#0059d6')],
    impact: [createImpact('cosmetic', 'colors.primary', 'Another color.', '/colors/primary')],
  }),
  createOperation('update', 'tenant', { changes: [createChange(['friendly_name'], 'Acme', 'Acme Inc.')] }),
];

/** A plan with every class of impact, a group of creates, and findings. */
export const createImpactPlan = (): Plan =>
  createPlan(
    [
      ...updates,
      createOperation('delete', 'connections/legacy-users', {
        why: 'not in the definition; deletes all its users and their passwords (3 users)',
        usersLost: 3,
        impact: [createImpact('loses', '', 'All its users are gone.')],
      }),
      ...createCustomers(60),
      createCreation('roles', 'auditor', { name: 'auditor', description: 'May look' }),
    ],
    {
      findings: {
        added: [
          createFinding('clients/App', 'callbacks'),
          createFinding('tenant', 'flags', { rule: 'tenant-flag', severity: 'warning', message: 'A flag.' }),
        ],
        ended: 1,
        before: 19,
      },
      undeclared: ['roles/temp'],
      cost: { reads: 12, writes: 70 },
    },
  );
