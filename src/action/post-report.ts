import { existsSync, readFileSync } from 'node:fs';
import { formatDriftCount } from './action-counts.ts';
import type { ActionInputs } from './action-inputs.ts';
import { createGitHubClient, type GitHubClient, type GitHubEntry } from './github-client.ts';
import { type ActionEnvironment, getRunUrl, requireVariable } from './workflow-commands.ts';

const LABEL = 'tenon-drift';

/** Posts the report: as one comment on the pull request that later runs update, or as an issue that is open while there is drift. */
export async function postReport(inputs: ActionInputs, env: ActionEnvironment): Promise<number> {
  const file = env.REPORT ?? '';
  if (!existsSync(file)) return 0;
  const body = `${formatMarker(inputs)}\n${readFileSync(file, 'utf8')}\n[View run](${getRunUrl(env)})\n`;
  if (inputs.command !== 'drift') await postComment(inputs, body, env);
  else if (inputs.issue) await updateIssue(inputs, body, env);
  return 0;
}

/** An HTML comment, invisible to readers, by which the next run finds its comment or issue. */
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
  // Any other exit code means that drift could not be checked, so the issue is not touched.
  if (exit !== '0' && exit !== '2') return;
  const existing = await findOwnEntry(api, 'issues', { state: 'open', labels: LABEL }, inputs);
  const title = `Drift: ${formatDriftCount(Number(env.CHANGES))}`;
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

/** Anyone can copy the marker into their own comment and edit that comment later, so entries of strangers are never reused. */
const isOurs = ({ byBot, association }: GitHubEntry): boolean =>
  byBot || ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(association);

function readPullRequestNumber(env: ActionEnvironment): number | undefined {
  const event: { readonly pull_request?: { readonly number?: number } } = JSON.parse(
    readFileSync(requireVariable(env, 'GITHUB_EVENT_PATH'), 'utf8'),
  );
  return event.pull_request?.number;
}
