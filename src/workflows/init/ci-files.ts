import { RELEASE_TAG, REPOSITORY } from '../../disk/repository.ts';
import type { ExportedFile } from '../../exporter/export-options.ts';

export const CI_SYSTEMS = ['github', 'gitlab', 'azure', 'none'] as const;
export type CiSystem = (typeof CI_SYSTEMS)[number];

/** What a pipeline needs to know of a project. */
export interface PipelineFacts {
  /** Further flags of every command: `--config=config.json`. */
  readonly flags: readonly string[];
  /** Environment variables that the definition reads secrets from. */
  readonly secrets: readonly string[];
}

/** Returns the pipeline that plans each change and applies it once it is merged. Empty: none is wanted. */
export function renderPipeline(system: CiSystem, facts: PipelineFacts): readonly ExportedFile[] {
  switch (system) {
    case 'github':
      return [{ path: '.github/workflows/tenon.yaml', content: renderGitHub(facts) }];
    case 'gitlab':
      return [{ path: '.gitlab-ci.yml', content: renderGitLab(facts) }];
    case 'azure':
      return [{ path: 'azure-pipelines.yml', content: renderAzure(facts) }];
    case 'none':
      return [];
  }
}

const ACTION = `${REPOSITORY}@${RELEASE_TAG}`;
const INSTALL = `npm install --global https://github.com/${REPOSITORY}/releases/download/${RELEASE_TAG}/tenon-${RELEASE_TAG.slice(1)}.tgz`;

/** Indents lines, with a line break before each. */
const renderLines = (lines: readonly string[], indent: string): string => lines.map((line) => `\n${indent}${line}`).join('');

const renderGitHub = ({ flags, secrets }: PipelineFacts): string => `name: tenon
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
env:
  # An application that can only read. The job that applies uses another one.
  AUTH0_CLIENT_ID: \${{ vars.AUTH0_READ_CLIENT_ID }}
  AUTH0_CLIENT_SECRET: \${{ secrets.AUTH0_READ_CLIENT_SECRET }}
  # Any long random text. Seals the plan, so that apply accepts no other.
  TENON_PLAN_KEY: \${{ secrets.TENON_PLAN_KEY }}${renderLines(
    secrets.map((name) => `${name}: \${{ secrets.${name} }}`),
    '  ',
  )}

jobs:
  plan:
    # Pull requests from forks get no secrets.
    if: github.event_name == 'push' || github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-latest
    permissions: { contents: read, pull-requests: write }
    outputs:
      changes: \${{ steps.tenon.outputs.changes }}
    steps:
      - uses: actions/checkout@34e114876b0b11c390a56381ad16ebd13914f8d5 # v4.3.1
        with: { fetch-depth: 0 }
      - uses: ${ACTION}
        id: tenon${renderActionArguments(flags)}
      - uses: actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2
        if: github.event_name == 'push'
        with: { name: plan, path: plan.json, retention-days: 1 }

  apply:
    needs: plan
    if: github.event_name == 'push' && needs.plan.outputs.changes != '0'
    runs-on: ubuntu-latest
    # Give this environment required reviewers, and the credentials that can write.
    environment: production
    concurrency: { group: tenon, cancel-in-progress: false }
    env:
      AUTH0_CLIENT_ID: \${{ vars.AUTH0_WRITE_CLIENT_ID }}
      AUTH0_CLIENT_SECRET: \${{ secrets.AUTH0_WRITE_CLIENT_SECRET }}
    steps:
      - uses: actions/checkout@34e114876b0b11c390a56381ad16ebd13914f8d5 # v4.3.1
      - uses: actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093 # v4.3.0
        with: { name: plan }
      - uses: ${ACTION}
        with:
          command: apply
          args: |${renderLines(['--max-age=24h', ...flags], '            ')}
`;

const renderActionArguments = (flags: readonly string[]): string =>
  flags.length === 0 ? '' : `\n        with:\n          args: |${renderLines(flags, '            ')}`;

const renderGitLab = ({
  flags,
  secrets,
}: PipelineFacts): string => `# Variables to set, masked: AUTH0_CLIENT_ID, AUTH0_CLIENT_SECRET, TENON_PLAN_KEY${secrets.map((name) => `, ${name}`).join('')}
default:
  image: node:22
  before_script:
    - ${INSTALL}

plan:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - ${['tenon plan --out plan.json', ...flags].join(' ')}
  artifacts: { paths: [plan.json], expire_in: 1 day, access: developer }

apply:
  rules:
    - if: $CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      when: manual
  # Protect this environment, and give it the credentials that can write.
  environment: production
  resource_group: tenon
  needs: [plan]
  script:
    - ${['tenon apply --plan plan.json --max-age 24h --yes', ...flags].join(' ')}
`;

const renderAzure = ({ flags, secrets }: PipelineFacts): string => `trigger:
  branches: { include: [main] }
pr:
  branches: { include: [main] }

pool: { vmImage: ubuntu-latest }

stages:
  - stage: plan
    jobs:
      - job: plan
        variables:
          # AUTH0_CLIENT_ID, AUTH0_CLIENT_SECRET, TENON_PLAN_KEY${secrets.map((name) => `, ${name}`).join('')}
          - group: tenon-read
        steps:
          - task: UseNode@1
            inputs: { version: 22.x }
          - script: ${INSTALL}
          - script: ${['tenon plan --out plan.json', ...flags].join(' ')}
            env:${renderAzureVariables(secrets)}
          - publish: plan.json
            artifact: plan

  - stage: apply
    condition: and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'))
    jobs:
      - deployment: apply
        # Give this environment approvals.
        environment: production
        variables:
          - group: tenon-write
        strategy:
          runOnce:
            deploy:
              steps:
                - checkout: self
                - download: current
                  artifact: plan
                - task: UseNode@1
                  inputs: { version: 22.x }
                - script: ${INSTALL}
                - script: ${['tenon apply --plan "$(Pipeline.Workspace)/plan/plan.json" --max-age 24h --yes', ...flags].join(' ')}
                  env:${renderAzureVariables(secrets).replaceAll('\n', '\n      ')}
`;

/** Azure gives secret variables to a script only where it names them. */
const renderAzureVariables = (secrets: readonly string[]): string =>
  renderLines(
    ['AUTH0_CLIENT_ID', 'AUTH0_CLIENT_SECRET', 'TENON_PLAN_KEY', ...secrets].map((name) => `${name}: $(${name})`),
    '              ',
  );
