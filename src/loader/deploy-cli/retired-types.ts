/** What Auth0 itself has retired, and what took its place. */
export const RETIRED_TYPES: Readonly<Record<string, string>> = {
  rules: 'Rules became actions.',
  rulesConfigs: 'Settings of rules became secrets of actions.',
  hooks: 'Hooks became actions.',
  migrations: 'Migrations became flags of the tenant.',
};
