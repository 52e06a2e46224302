import { beforeEach, describe, expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';
import { readCollection } from '../support/tenant-dump.ts';

const CODE = 'exports.onExecutePostLogin = async () => {};';
const FILE = `# what runs at login
actions:
  - name: Stamp   # marks tokens
    supported_triggers: [{ id: post-login, version: v3 }]
    runtime: node22
    code: "${CODE}"
clients:
  - { name: Till, description: Sells, app_type: spa } # the shop floor
roles:
  - name: Baker # bakes
    description: Makes bread
  - name: Miller
    description: Makes flour
`;

const scene = setUpCliScene({ 'tenant.yaml': FILE });
beforeEach(async () => {
  expect(await scene().run(['apply', '--yes'])).toMatchObject({ code: 0 });
});
const run = (...args: readonly string[]) => scene().run(args);

async function changeAsRobin(method: string, path: string, name: string, body: object): Promise<void> {
  const state = readCollection(scene().emulator.dump(), path.slice(path.lastIndexOf('/') + 1));
  const [id] = state.find(([, value]) => value.name === name) ?? [];
  const person = scene().emulator.asPerson({ user_id: 'u', name: 'Robin', email: 'robin@shop.test' });
  const { status } = await person.request(method, `${path}/${id}`, JSON.parse(JSON.stringify(body)));
  expect(status).toBeLessThan(300);
}

const NEWER = 'exports.onExecutePostLogin = async () => { return 1; };';
const saveDraft = () => changeAsRobin('PATCH', '/actions/actions', 'Stamp', { code: NEWER });

describe('a draft that somebody saved', () => {
  beforeEach(saveDraft);

  it.each([
    ['drift --accept', ['drift', '--accept']],
    ['export --update', ['export', '--update', 'tenant.yaml']],
    ['drift --accept, by name', ['drift', '--accept', 'actions/Stamp']],
  ])('is reported by %s, and the file stays as it is', async (_, args) => {
    const { code, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stderr).toContain('left-as-written');
    expect(scene().read('tenant.yaml')).toBe(FILE);
  });

  it('is written where its field is named, and nothing else of the file', async () => {
    expect(await run('drift', '--accept', 'actions/Stamp.code')).toMatchObject({ code: 2 });
    expect(scene().read('tenant.yaml')).toBe(FILE.replace(CODE, NEWER));
    expect(await run('validate')).toMatchObject({ code: 0 });
  });
});

describe('a definition that is not yet applied', () => {
  const ahead = FILE.replace('Makes flour', 'Grinds');
  beforeEach(async () => {
    scene().write('tenant.yaml', ahead);
    await changeAsRobin('PATCH', '/roles', 'Baker', { description: 'Bakes by hand' });
  });

  it('keeps what it says; what the tenant changed is accepted', async () => {
    const { code, stderr } = await run('drift', '--accept');
    expect(code).toBe(2);
    expect(stderr).toContain('roles/Miller');
    expect(scene().read('tenant.yaml')).toBe(ahead.replace('Makes bread', 'Bakes by hand'));
  });

  it('keeps it from a pattern, too', async () => {
    expect(await run('drift', '--accept', 'roles/*')).toMatchObject({ code: 2 });
    expect(scene().read('tenant.yaml')).toBe(ahead.replace('Makes bread', 'Bakes by hand'));
  });

  it('is reverted by its address, or with --include-unapplied', async () => {
    expect(await run('drift', '--accept', 'roles/Miller')).toMatchObject({ code: 2 });
    expect(scene().read('tenant.yaml')).toBe(FILE);
    expect(await run('drift', '--accept', '--include-unapplied')).toMatchObject({ code: 0 });
    expect(scene().read('tenant.yaml')).toBe(FILE.replace('Makes bread', 'Bakes by hand'));
  });

  it('keeps a resource that is not created yet', async () => {
    scene().write('tenant.yaml', `${ahead}  - name: Carter\n`);
    expect(await run('export', '--update', 'tenant.yaml')).toMatchObject({ code: 2 });
    expect(scene().read('tenant.yaml')).toBe(`${ahead.replace('Makes bread', 'Bakes by hand')}  - name: Carter\n`);
  });
});

describe('one field', () => {
  beforeEach(() => changeAsRobin('PATCH', '/clients', 'Till', { description: 'Sells bread', app_type: 'native' }));

  it.each(['clients/Till.description', 'clients/Till#/description'])('%s is accepted alone', async (field) => {
    expect(await run('drift', '--accept', field)).toMatchObject({ code: 2 });
    expect(scene().read('tenant.yaml')).toBe(FILE.replace('Sells', 'Sells bread'));
  });

  it('that does not differ is an error', async () => {
    expect(await run('drift', '--accept', 'clients/Till.callbacks')).toMatchObject({ code: 1 });
    expect(scene().read('tenant.yaml')).toBe(FILE);
  });
});

it('--include-unapplied without --accept is an error', async () => {
  expect(await run('drift', '--include-unapplied')).toMatchObject({ code: 1, stdout: '' });
});

it('a draft of what the file says to be in effect is left as well, and the rest accepted', async () => {
  const bound = FILE.replace(`    code: "${CODE}"\n`, `    code: "${CODE}"\n    deployed: true\n`).replace(
    'clients:',
    'triggers: { post-login: [{ action_name: Stamp }] }\nclients:',
  );
  scene().write('tenant.yaml', bound);
  expect(await run('apply', '--yes')).toMatchObject({ code: 0 });
  await saveDraft();
  await changeAsRobin('PATCH', '/roles', 'Baker', { description: 'Bakes by hand' });
  expect(await run('drift', '--accept')).toMatchObject({ code: 2 });
  expect(scene().read('tenant.yaml')).toBe(bound.replace('Makes bread', 'Bakes by hand'));
});

describe('where the log says nothing', () => {
  beforeEach(async () => {
    await changeAsRobin('PATCH', '/roles', 'Baker', { description: 'Bakes by hand' });
    scene().proxy.chooseFault = ({ path }) => (path.includes('/logs') ? 'quoted' : undefined);
  });

  it('what differs from the definition that was last applied was changed in the tenant', async () => {
    expect(await run('drift', '--accept')).toMatchObject({ code: 0 });
    expect(scene().read('tenant.yaml')).toBe(FILE.replace('Makes bread', 'Bakes by hand'));
  });

  it('nothing is accepted of a definition that has changed since, and that is reported', async () => {
    const ahead = FILE.replace('Makes flour', 'Grinds');
    scene().write('tenant.yaml', ahead);
    const { code, stderr } = await run('drift', '--accept');
    expect(code).toBe(2);
    expect(stderr).toContain('left-as-written');
    expect(scene().read('tenant.yaml')).toBe(ahead);
  });
});

describe('a resource that is declared absent, and is there', () => {
  const ABSENT = FILE.replace('    description: Makes bread', '    $absent: true');

  it('is drift, and accepting it removes its item', async () => {
    scene().write('tenant.yaml', ABSENT);
    const { code, stdout } = await run('drift', '--format', 'json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      entries: [{ address: 'roles/Baker', action: 'delete', origin: { line: 10 } }],
      undeclared: expect.not.arrayContaining([{ address: 'roles/Baker' }]),
    });
    expect(await run('drift', '--accept', 'roles/Baker')).toMatchObject({ code: 0 });
    expect(scene().read('tenant.yaml')).toBe(FILE.replace('  - name: Baker # bakes\n    description: Makes bread\n', ''));
  });

  it('is left as written where an earlier file declares it', async () => {
    const overlay = 'roles:\n  - { name: Baker, $absent: true }\n';
    scene().write('overlay.yaml', overlay);
    const { stderr } = await run('drift', 'tenant.yaml', 'overlay.yaml', '--accept', 'roles/Baker');
    expect(stderr).toContain('left-as-written');
    expect([scene().read('tenant.yaml'), scene().read('overlay.yaml')]).toEqual([FILE, overlay]);
  });
});
