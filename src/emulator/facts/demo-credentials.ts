/**
 * Credentials that every fresh emulator accepts. They give access only to a loopback server with made-up data, so they are
 * safe to publish.
 */
export const DEMO_CLIENT_ID = 'tenonEmulatorDemoClient000000000';
export const DEMO_CLIENT_SECRET = 'tenon-emulator-demo-secret-0123456789abcdef-0123456789abcdef';

/** A second client id of the same client, for programs that replay recorded traffic. */
const ALIAS_CLIENT_ID = 'conformance';
export const ALIAS_CLIENT_SECRET = 'conformance';

export const resolveLoginClientId = (sent: string): string => (sent === ALIAS_CLIENT_ID ? DEMO_CLIENT_ID : sent);
