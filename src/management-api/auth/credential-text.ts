import { parseEnv } from 'node:util';
import { isObject, type JsonObject } from '../../model/json/json-value.ts';

type CredentialVariables = Readonly<Record<string, string>>;

/** Members of the JSON form, by the variables that they stand for. */
const JSON_MEMBERS: Readonly<Record<string, string>> = {
  client_id: 'AUTH0_CLIENT_ID',
  client_secret: 'AUTH0_CLIENT_SECRET',
  access_token: 'AUTH0_ACCESS_TOKEN',
  private_key: 'AUTH0_CLIENT_SIGNING_KEY',
  audience: 'AUTH0_AUDIENCE',
};

/**
 * Reads what a program or a file descriptor returns as the variables of the environment that it replaces: JSON, lines `NAME=value`, a
 * private key, or the client secret alone. Undefined: none of these.
 */
export function parseCredentialText(text: string): CredentialVariables | undefined {
  const content = text.trim();
  if (content.startsWith('{')) return parseJsonForm(content);
  if (content.startsWith('-----BEGIN ')) return { AUTH0_CLIENT_SIGNING_KEY: content };
  if (/^(?:export\s+)?AUTH0_\w+\s*=/m.test(content)) return pickOwnVariables(parseEnv(content));
  return content === '' || /\s/.test(content) ? undefined : { AUTH0_CLIENT_SECRET: content };
}

function parseJsonForm(content: string): CredentialVariables | undefined {
  try {
    const parsed: unknown = JSON.parse(content);
    return isObject(parsed) ? pickMembers(parsed) : undefined;
  } catch {
    // The parser's message quotes the text.
    return undefined;
  }
}

const pickMembers = (parsed: JsonObject): CredentialVariables =>
  Object.fromEntries(
    Object.entries(JSON_MEMBERS).flatMap(([member, name]) => {
      const value = Object.hasOwn(parsed, member) ? parsed[member] : undefined;
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );

/** Leaves out the path of a key: whoever writes the output should not choose which file is read. */
const pickOwnVariables = (variables: NodeJS.Dict<string>): CredentialVariables =>
  Object.fromEntries(
    Object.values(JSON_MEMBERS).flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])),
  );
