/** Name of an Auth0 subscription with published rate limits. */
export type SubscriptionName =
  | 'free'
  | 'essentials'
  | 'professional'
  | 'enterprise'
  | 'enterprise-nonprod'
  | 'private-dev'
  | 'private-100'
  | 'private-500'
  | 'private-1500'
  | 'private-3000'
  | 'private-6000'
  | 'private-10000';

/** Names of all subscriptions with published rate limits. */
export const SUBSCRIPTION_NAMES: readonly SubscriptionName[] = [
  'free',
  'essentials',
  'professional',
  'enterprise',
  'enterprise-nonprod',
  'private-dev',
  'private-100',
  'private-500',
  'private-1500',
  'private-3000',
  'private-6000',
  'private-10000',
];

/** Whether a text is the name of a subscription with published rate limits. */
export const isSubscriptionName = (text: string): text is SubscriptionName => SUBSCRIPTION_NAMES.some((name) => name === text);
