import { beforeEach, describe, expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';

const FILE = `# people
include: ./more.yaml
roles:
  - name: Baker # bakes
    description: Makes bread
clients: []
connections: [{ name: staff, strategy: email }]
organizations: []
`;
const MORE = '# what was added later\n{}\n';

const scene = setUpCliScene({ 'tenant.yaml': FILE, 'more.yaml': MORE, 'stray.yaml': '{}\n' });
const run = (...args: readonly string[]) => scene().run(args);

async function createAsRobin(path: string, body: object): Promise<void> {
  const person = scene().emulator.asPerson({ user_id: 'u', name: 'Robin', email: 'robin@shop.test' });
  const { status } = await person.request('POST', path, JSON.parse(JSON.stringify(body)));
  expect(status).toBeLessThan(300);
}

beforeEach(async () => {
  expect(await run('apply', '--yes')).toMatchObject({ code: 0 });
  await createAsRobin('/roles', { name: 'Miller', description: 'Makes flour' });
  await createAsRobin('/clients', { name: 'Till', app_type: 'spa' });
});

describe('drift --accept --into', () => {
  it('declares what was made by hand, at the end of its list', async () => {
    expect(await run('drift', '--accept', 'roles/Miller', '--into', 'tenant.yaml')).toMatchObject({ code: 0 });
    const before = FILE;
    expect(scene().read('tenant.yaml')).toBe(
      before.replace('bread\n', 'bread\n  - name: Miller\n    description: Makes flour\n'),
    );
    expect(await run('plan', '--detailed-exitcode')).toMatchObject({ code: 0 });
  });

  it('puts it in the place of an empty list', async () => {
    expect(await run('drift', '--accept', 'clients/Till', '--into', 'tenant.yaml')).toMatchObject({ code: 0 });
    expect(scene().read('tenant.yaml')).toContain('clients:\n  - name: Till\n');
    expect(await run('plan', '--detailed-exitcode')).toMatchObject({ code: 0 });
  });

  it('adds a section to a file that is included and has none', async () => {
    expect(await run('drift', '--accept', 'roles/Miller', '--into', 'more.yaml')).toMatchObject({ code: 0 });
    expect(scene().read('more.yaml')).toBe('# what was added later\nroles:\n  - name: Miller\n    description: Makes flour\n');
    expect(await run('plan', '--detailed-exitcode')).toMatchObject({ code: 0 });
  });

  it.each([
    ['a file that no definition includes', ['roles/Miller', '--into', 'stray.yaml']],
    ['no file', ['roles/Miller']],
    ['a file that is not there', ['roles/Miller', '--into', 'none.yaml']],
    ['what is not there', ['roles/Carter', '--into', 'tenant.yaml']],
  ])('of %s is an error, and changes no file', async (_, args) => {
    expect(await run('drift', '--accept', ...args)).toMatchObject({ code: 1 });
    expect([scene().read('more.yaml'), scene().read('stray.yaml')]).toEqual([MORE, '{}\n']);
    expect(await run('drift')).toMatchObject({ code: 0 });
  });

  it('leaves a list between brackets alone', async () => {
    await createAsRobin('/connections', { name: 'partners', strategy: 'email' });
    expect(await run('drift', '--accept', 'connections/partners', '--into', 'tenant.yaml')).toMatchObject({ code: 2 });
    expect(scene().read('tenant.yaml')).toContain('connections: [{ name: staff, strategy: email }]\n');
  });
});
