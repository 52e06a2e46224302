/**
 * Credentials that every fresh emulator accepts. They open nothing but a loopback server that holds made-up data, so they
 * may stand in code and docs.
 */
export const DEMO_CLIENT_ID = 'tenonEmulatorDemoClient000000000';
export const DEMO_CLIENT_SECRET = 'tenon-emulator-demo-secret-0123456789abcdef-0123456789abcdef';

/** A second, short name for the same client, used by checkers that replay recorded traffic. */
const ALIAS_CLIENT_ID = 'conformance';
export const ALIAS_CLIENT_SECRET = 'conformance';

export const resolveLoginClientId = (sent: string): string => (sent === ALIAS_CLIENT_ID ? DEMO_CLIENT_ID : sent);
