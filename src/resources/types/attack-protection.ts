import { defineResource } from '../define/define-resource.ts';

/** Protections, each at its own path, declared as a map under one key. */
export const attackProtection = defineResource({
  kind: 'placed',
  type: 'attackProtection',
  noun: 'protection',
  path: '/attack-protection/{name}',
  pathSegments: {
    breachedPasswordDetection: 'breached-password-detection',
    bruteForceProtection: 'brute-force-protection',
    suspiciousIpThrottling: 'suspicious-ip-throttling',
    botDetection: 'bot-detection',
    phoneProviderProtection: 'phone-provider-protection',
  },
  layout: { yamlPath: ['attackProtection', '{name}'], form: 'map' },
  deployCli: {
    files: [
      { path: 'attack-protection/bot-detection.json', member: 'botDetection' },
      { path: 'attack-protection/breached-password-detection.json', member: 'breachedPasswordDetection' },
      { path: 'attack-protection/brute-force-protection.json', member: 'bruteForceProtection' },
      { path: 'attack-protection/captcha.json', member: 'captcha' },
      { path: 'attack-protection/suspicious-ip-throttling.json', member: 'suspiciousIpThrottling' },
    ],
  },
});
