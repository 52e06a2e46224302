/** Types that Auth0 has retired, with a hint to their replacement. */
export const RETIRED_TYPES: Readonly<Record<string, string>> = {
  rules: 'Use actions instead of rules.',
  rulesConfigs: 'Use secrets of actions instead of rule settings.',
  hooks: 'Use actions instead of hooks.',
  migrations: 'Use tenant flags instead of migrations.',
};
