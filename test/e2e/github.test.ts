import { describe, expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';

const TENANT = `reconcile: { prune: [roles] }
clients:
  - name: Shop
    description: old
    callbacks:
      - https://a.test/cb
resourceServers:
  - identifier: https://api.acme.test/
    scopes: [{ value: "read:orders" }, { value: "write:orders" }]
roles:
  - name: admin
    permissions:
      - permission_name: read:orders
        resource_server_identifier: https://api.acme.test/
  - name: goes
  - name: stays
`;
const CHANGED = TENANT.replace('description: old', 'description: new')
  .replace('a.test/cb', 'a.test/cb\n      - https://b.test/cb')
  .replace('  - name: goes\n', '')
  .replace(
    'roles:\n  - name: admin\n    permissions:\n',
    (text) => `${text}      - { permission_name: write:orders, resource_server_identifier: https://api.acme.test/ }\n`,
  );

const scene = setUpCliScene({ 'tenant.yaml': TENANT });
/** Level and line of each annotation; 0 where it has none. */
const listAnnotationPlaces = (text: string): readonly string[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [, level, , at] = /^::(error|warning|notice) (file=tenant\.yaml,line=(\d+),)?/.exec(line) ?? [line, 'no annotation'];
      return `${level} ${at ?? 0}`;
    });
const findLine = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

describe('--format github', () => {
  it('annotates the lines that cause the changes, from a plan and from a saved one', async () => {
    expect((await scene().run(['apply', '--yes'])).code).toBe(0);
    scene().write('tenant.yaml', CHANGED);
    const planned = await scene().run(['plan', '--out', 'plan.json', '--format', 'github']);
    expect(planned).toMatchObject({ code: 0, stderr: '' });
    const places = [
      ['notice', 'description: new'],
      ['warning', 'permission_name: write'],
      ['warning', 'https://b.test/cb'],
    ].map(([level, part = '']) => `${level} ${findLine(CHANGED, part)}`);
    expect(new Set(listAnnotationPlaces(planned.stdout))).toEqual(new Set(['notice 0', 'warning 0', ...places]));
    expect((await scene().run(['show', 'plan.json', '--format', 'github'])).stdout).toBe(planned.stdout);
    expect((await scene().run(['apply', '--plan', 'plan.json', '--yes'])).code).toBe(0);
  });

  it('tells an empty plan, too', async () => {
    expect((await scene().run(['apply', '--yes'])).code).toBe(0);
    expect(listAnnotationPlaces((await scene().run(['plan', '--format', 'github'])).stdout)).toEqual(['notice 0']);
  });

  it.each(['validate', 'plan'])('annotates what is wrong in the definition: %s', async (verb) => {
    scene().write('tenant.yaml', 'roles:\n  - name: admin\n    descripton: x\n');
    const ran = await scene().run([verb, '--format', 'github']);
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(listAnnotationPlaces(ran.stdout)).toEqual(['error 3']);
  });

  it('is refused for a result, which has no lines', async () => {
    const { stdout } = await scene().run(['apply', '--yes', '--format', 'json']);
    scene().write('result.json', stdout);
    const ran = await scene().run(['show', 'result.json', '--format', 'github']);
    expect(ran.code).toBe(1);
    expect(ran.stdout + ran.stderr).toContain('usage');
  });
});
