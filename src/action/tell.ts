import { existsSync, readFileSync } from 'node:fs';
import { type Environment, needed, runUrl } from './commands.ts';
import { type Entry, type GitHub, gitHub } from './github.ts';
import type { Inputs } from './inputs.ts';

const LABEL = 'tenon-drift';

/** Puts the report where people talk: one comment of a pull request that is kept up to date, or an issue for as long as there is drift. */
export async function tellReport(inputs: Inputs, env: Environment): Promise<number> {
  const file = env.REPORT ?? '';
  if (!existsSync(file)) return 0;
  const body = `${markOf(inputs)}\n${readFileSync(file, 'utf8')}\n[Run](${runUrl(env)})\n`;
  if (inputs.command !== 'drift') await comment(inputs, body, env);
  else if (inputs.issue) await issue(inputs, body, env);
  return 0;
}

/** Not seen by readers; what the next run finds its own words by. */
const markOf = ({ command, key }: Inputs): string => `<!-- tenon ${command} ${key} -->`;

async function comment(inputs: Inputs, body: string, env: Environment): Promise<void> {
  const number = inputs.comment ? pullRequest(env) : undefined;
  if (number === undefined) return;
  const api = gitHub(env);
  const own = await ownIn(api, `issues/${number}/comments`, {}, inputs);
  if (own) await api.update(`issues/comments/${own.id}`, { body });
  else await api.create(`issues/${number}/comments`, { body });
}

async function issue(inputs: Inputs, body: string, env: Environment): Promise<void> {
  const api = gitHub(env);
  const exit = env.EXIT_CODE;
  // Where drift could not be looked for, nothing is known: the issue stays as it is.
  if (exit !== '0' && exit !== '2') return;
  const own = await ownIn(api, 'issues', { state: 'open', labels: LABEL }, inputs);
  const title = `Drift: ${env.CHANGES} ${env.CHANGES === '1' ? 'resource differs' : 'resources differ'} from the definition`;
  if (exit === '0' && own) await api.update(`issues/${own.number}`, { body, state: 'closed', state_reason: 'completed' });
  else if (exit === '2' && own) await api.update(`issues/${own.number}`, { title, body });
  else if (exit === '2') await api.create('issues', { title, body, labels: [LABEL] });
}

async function ownIn(
  api: GitHub,
  path: string,
  query: Readonly<Record<string, string>>,
  inputs: Inputs,
): Promise<Entry | undefined> {
  const entries = await api.list(path, query);
  return entries.find((entry) => entry.body.startsWith(markOf(inputs)) && isOurs(entry));
}

/** Anybody can write our mark into a comment of theirs, and change a comment of theirs afterwards: a report never goes there. */
const isOurs = ({ byBot, association }: Entry): boolean => byBot || ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(association);

function pullRequest(env: Environment): number | undefined {
  const event: { readonly pull_request?: { readonly number?: number } } = JSON.parse(
    readFileSync(needed(env, 'GITHUB_EVENT_PATH'), 'utf8'),
  );
  return event.pull_request?.number;
}
