interface RetiredType {
  /** What replaces it. */
  readonly hint: string;
  /** Its files in the directory format; those with a `*` contain one item each. */
  readonly files: string;
}

/** Types that Auth0 has retired, and that auth0-deploy-cli still writes. */
export const RETIRED_TYPES: Readonly<Record<string, RetiredType>> = {
  rules: { hint: 'Use actions instead of rules.', files: 'rules/*.json' },
  rulesConfigs: { hint: 'Use secrets of actions instead of rule settings.', files: 'rules-configs/*.json' },
  hooks: { hint: 'Use actions instead of hooks.', files: 'hooks/*.json' },
  migrations: { hint: 'Use tenant flags instead of migrations.', files: 'migrations.json' },
};
