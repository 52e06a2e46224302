import { existsSync, readFileSync } from 'node:fs';
import type { ActionInputs } from './action-inputs.ts';
import { createGitHubClient, type GitHubClient, type GitHubEntry } from './github-client.ts';
import { type ActionEnvironment, getRunUrl, requireVariable } from './workflow-commands.ts';

const LABEL = 'tenon-drift';

/** Puts the report where people talk: one comment of a pull request that is kept up to date, or an issue for as long as there is drift. */
export async function postReport(inputs: ActionInputs, env: ActionEnvironment): Promise<number> {
  const file = env.REPORT ?? '';
  if (!existsSync(file)) return 0;
  const body = `${formatMarker(inputs)}\n${readFileSync(file, 'utf8')}\n[Run](${getRunUrl(env)})\n`;
  if (inputs.command !== 'drift') await postComment(inputs, body, env);
  else if (inputs.issue) await updateIssue(inputs, body, env);
  return 0;
}

/** Not seen by readers; what the next run finds its own words by. */
const formatMarker = ({ command, key }: ActionInputs): string => `<!-- tenon ${command} ${key} -->`;

async function postComment(inputs: ActionInputs, body: string, env: ActionEnvironment): Promise<void> {
  const number = inputs.comment ? readPullRequestNumber(env) : undefined;
  if (number === undefined) return;
  const api = createGitHubClient(env);
  const existing = await findOwnEntry(api, `issues/${number}/comments`, {}, inputs);
  if (existing) await api.update(`issues/comments/${existing.id}`, { body });
  else await api.create(`issues/${number}/comments`, { body });
}

async function updateIssue(inputs: ActionInputs, body: string, env: ActionEnvironment): Promise<void> {
  const api = createGitHubClient(env);
  const exit = env.EXIT_CODE;
  // Where drift could not be looked for, nothing is known: the issue stays as it is.
  if (exit !== '0' && exit !== '2') return;
  const existing = await findOwnEntry(api, 'issues', { state: 'open', labels: LABEL }, inputs);
  const title = `Drift: ${env.CHANGES} ${env.CHANGES === '1' ? 'resource differs' : 'resources differ'} from the definition`;
  if (exit === '0' && existing)
    await api.update(`issues/${existing.number}`, { body, state: 'closed', state_reason: 'completed' });
  else if (exit === '2' && existing) await api.update(`issues/${existing.number}`, { title, body });
  else if (exit === '2') await api.create('issues', { title, body, labels: [LABEL] });
}

async function findOwnEntry(
  api: GitHubClient,
  path: string,
  query: Readonly<Record<string, string>>,
  inputs: ActionInputs,
): Promise<GitHubEntry | undefined> {
  const entries = await api.list(path, query);
  return entries.find((entry) => entry.body.startsWith(formatMarker(inputs)) && isOurs(entry));
}

/** Anybody can write our mark into a comment of theirs, and change a comment of theirs afterwards: a report never goes there. */
const isOurs = ({ byBot, association }: GitHubEntry): boolean =>
  byBot || ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(association);

function readPullRequestNumber(env: ActionEnvironment): number | undefined {
  const event: { readonly pull_request?: { readonly number?: number } } = JSON.parse(
    readFileSync(requireVariable(env, 'GITHUB_EVENT_PATH'), 'utf8'),
  );
  return event.pull_request?.number;
}
