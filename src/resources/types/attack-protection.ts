import { defineResource } from '../resource-type.ts';

/** Protections, each with an endpoint of its own and under one key in a definition. */
export const attackProtection = defineResource({
  kind: 'placed',
  type: 'attackProtection',
  noun: 'protection',
  key: ['name'],
  unique: true,
  path: '/attack-protection/{name}',
  pathSegments: {
    breachedPasswordDetection: 'breached-password-detection',
    bruteForceProtection: 'brute-force-protection',
    suspiciousIpThrottling: 'suspicious-ip-throttling',
    botDetection: 'bot-detection',
    phoneProviderProtection: 'phone-provider-protection',
  },
  layout: { yamlPath: ['attackProtection', '{name}'], form: 'map' },
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:attack_protection'], update: ['update:attack_protection'] },
});
