import { describe, expect, it } from 'vitest';
import type { AccessReport } from '../../src/model/access-report.ts';
import { ACCESS_FORMAT } from '../../src/model/access-report.ts';
import { renderWhoMarkdown } from '../../src/reporter/who/markdown-who.ts';
import { renderWhoText } from '../../src/reporter/who/text-who.ts';
import { API, ask, buildPermission, buildResource } from '../access/access-builders.ts';

const WIDTH = 80;
const CONTROL = /\p{Cc}/u;

function report(people: number, name = 'Admin'): AccessReport {
  const users = Array.from({ length: people }, (_, index) =>
    buildResource('users', `db|person-number-${index}@acme.test`, { roles: [name] }),
  );
  const resources = {
    users,
    roles: [buildResource('roles', name, { permissions: [buildPermission('read:orders')] })],
    resourceServers: [buildResource('resourceServers', API, { scopes: [{ value: 'read:orders' }] })],
  };
  return { format: ACCESS_FORMAT, tool: 'tenon/0', files: [], cut: [], unseen: [], ...ask('permissions/read:orders', resources) };
}

describe('the text', () => {
  it.each([0, 1, 60])('names each of %i people once and fits the width', (people) => {
    const text = renderWhoText(report(people), { width: WIDTH });
    const lines = text.split('\n');
    expect(lines.filter((line) => line.length > WIDTH)).toEqual([]);
    const names = text.match(/person-number-\d+@acme\.test/g) ?? [];
    expect(new Set(names).size).toBe(people);
    expect(names).toHaveLength(people);
  });

  it('puts no control character of a name on the terminal', () => {
    expect(renderWhoText(report(1, 'Ad\u001b[31mmin\r')).replaceAll('\n', '')).not.toMatch(CONTROL);
  });
});

describe('the markdown', () => {
  it('turns no name into markup', () => {
    const text = renderWhoMarkdown(report(1, '**x** <img src=x> @team'));
    expect(text).not.toMatch(/<img|\*\*x\*\*|[^;]@team/);
  });

  it('stays within a limit', () => {
    expect(Buffer.byteLength(renderWhoMarkdown(report(2000), { limit: 4000 }))).toBeLessThan(4000);
  });
});
