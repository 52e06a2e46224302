import type { CelFunction } from '../cel-function.ts';
import {
  hasAccountLinking,
  hasEvaluation,
  hasLiteralSecret,
  hasLoggedEvent,
  hasPlainHttpCall,
  hasRawValue,
  isExactVersion,
  listUncheckedScriptHosts,
} from './code-patterns.ts';
import { hasTrigger, isRunningCodeWith, listOwnDomains, listPageTexts, listScripts } from './read-code.ts';
import { toText } from './read-values.ts';

const testCode = (signature: string, about: string, test: (text: string) => boolean): CelFunction => ({
  signature,
  about,
  call: (text) => test(toText(text)),
});

/** Auth0's own hosts, and those of the tenant. */
function isLoadingForeignScript(html: unknown, tenant: unknown): boolean {
  const own = ['auth0.com', ...listOwnDomains(tenant)];
  const isOwn = (host: string): boolean => own.some((domain) => host === domain || host.endsWith(`.${domain}`));
  return listUncheckedScriptHosts(toText(html)).some((host) => !isOwn(host));
}

/** Questions about code and pages. They read text: comments count, and what is put together at run time does not. */
export const CODE_FUNCTIONS: readonly CelFunction[] = [
  { signature: 'scripts(dyn): list<string>', about: 'The code of an action, a module or a connection.', call: listScripts },
  { signature: 'texts(dyn): list<string>', about: 'The HTML of a page, template, partial or screen.', call: listPageTexts },
  testCode('hardSecret(dyn): bool', 'Whether a text contains a key or password.', hasLiteralSecret),
  testCode('httpCall(dyn): bool', 'Whether code calls another machine over plain HTTP.', hasPlainHttpCall),
  testCode('evals(dyn): bool', 'Whether code evaluates text as code or starts programs.', hasEvaluation),
  testCode('logsEvent(dyn): bool', 'Whether code logs the whole event.', hasLoggedEvent),
  testCode('links(dyn): bool', 'Whether code links accounts.', hasAccountLinking),
  testCode('rawLiquid(dyn): bool', 'Whether a page shows a value that others can set without escaping it.', hasRawValue),
  testCode('exactVersion(dyn): bool', 'Whether a version of a package is exact: `1.2.3`.', isExactVersion),
  {
    signature: 'foreignScript(dyn, dyn): bool',
    about: "Whether a page loads a script from a host that is neither the tenant's nor Auth0's, without an integrity check.",
    call: isLoadingForeignScript,
  },
  {
    signature: 'trigger(dyn, string): bool',
    about: 'Whether an action belongs to a trigger: `post-login`.',
    call: (action, trigger) => hasTrigger(action, toText(trigger)),
  },
  {
    signature: 'codeAnywhere(dyn, string, string): bool',
    about: 'Whether code that runs at a trigger contains a word.',
    call: (tenant, trigger, word) => isRunningCodeWith(tenant, toText(trigger), toText(word)),
  },
];
