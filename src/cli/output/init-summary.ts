import { sanitizeText } from '../../reporter/sanitize.ts';
import type { MeaningDifference } from '../../workflows/init/adopt-deploy-cli.ts';
import type { InitializedProject } from '../../workflows/init/init-project.ts';

/** Formats what init made, and what to do next. */
export const formatInitSummary = (project: InitializedProject, { config }: { readonly config?: string }): string =>
  [
    ...formatFiles('Written:', project.written),
    ...formatFiles('Kept as they are:', project.kept),
    ...formatDifferences(project, config),
    ...(project.prune.length > 0 ? [`AUTH0_ALLOW_DELETE is on: tenon.yaml prunes ${project.prune.join(', ')}`] : []),
    'Next:',
    ...listNextSteps(project, config).map((step, index) => `  ${index + 1}. ${step}`),
  ]
    .map(sanitizeText)
    .join('\n');

const MAX_SHOWN = 12;

function formatFiles(title: string, files: readonly string[]): readonly string[] {
  if (files.length === 0) return [];
  const more = files.length - MAX_SHOWN;
  return [title, ...files.slice(0, MAX_SHOWN).map((file) => `  ${file}`), ...(more > 0 ? [`  … and ${more} more`] : [])];
}

const CONFIG_FLAG = ' --config ';

/** Shows one example of each kind: there can be hundreds, and validate shows them all. */
function formatDifferences({ differences, definition }: InitializedProject, config: string | undefined): readonly string[] {
  if (differences.length === 0) return [];
  const all = `tenon validate ${definition}${config === undefined ? '' : CONFIG_FLAG + config}`;
  return ['tenon treats these differently (one example of each):', ...differences.map(formatDifference), `  All of them: ${all}`];
}

const formatDifference = ({ count, example }: MeaningDifference): string =>
  `  ${example.code} (${count}): ${example.message}${example.hint === undefined ? '' : `. ${example.hint}`}`;

function listNextSteps({ source, domain, secrets, kept }: InitializedProject, config: string | undefined): readonly string[] {
  const flag = config === undefined ? '' : CONFIG_FLAG + config;
  const connect = [
    ...(domain === undefined ? ['Set the domain of your tenant in tenon.yaml.'] : []),
    'Set AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET, then run: tenon plan',
  ];
  return [
    ...(secrets.length > 0 ? [`Set these secrets in the environment: ${secrets.join(', ')}`] : []),
    ...(source === 'tenant' && kept.length === 0 ? ['tenon plan    no changes: the files say what the tenant has'] : []),
    ...(source === 'tenant' && kept.length > 0 ? ['tenon plan    what would change in the tenant'] : []),
    ...(source === 'tenant' ? [] : [`tenon plan --emulator${flag}    try it on an emulated tenant, without credentials`]),
    ...(source === 'tenant' ? [] : connect.map((step) => step + (step.endsWith('tenon plan') ? flag : ''))),
    'Commit the files. The pipeline plans each pull request, and applies it once it is merged.',
  ];
}
