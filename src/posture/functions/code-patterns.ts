// What a text of code or HTML contains. Each pattern takes time in proportion to the length of the text, whatever the text is: repetitions
// are bounded, or end at a character that they cannot contain.

/** Keys in the formats of well-known services: Stripe, AWS, GitHub, Slack, SendGrid, Google, a private key, a JWT, a header. */
const KEY_FORMATS: readonly RegExp[] = [
  /\b[rs]k_live_[A-Za-z\d]{16}/,
  /\bAKIA[A-Z\d]{16}\b/,
  /\bgh[opsu]_[A-Za-z\d]{36}/,
  /\bxox[abprs]-[A-Za-z\d-]{10}/,
  /\bSG\.[\w-]{16,64}\.[\w-]{16}/,
  /\bAIza[\w-]{35}/,
  /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/,
  /\beyJ[\w-]{10,400}\.eyJ[\w-]{10}/,
  /\b(?:Basic|Bearer) [A-Za-z\d+/_.-]{20}/,
];
/** A literal that is assigned to a name of a secret. */
const ASSIGNED =
  /(?:secret|passw(?:or)?d|passphrase|api_?key|access_?key|access_?token|auth_?token|private_?key)["']?\s{0,20}[:=]\s{0,20}(["'`])([^"'`\s${}<>]{8,200})\1/gi;

/** Whether a text contains a secret: a key in a known format, or a literal with letters and digits that is assigned to a name of a secret. */
export const hasLiteralSecret = (text: string): boolean =>
  KEY_FORMATS.some((format) => format.test(text)) ||
  [...text.matchAll(ASSIGNED)].some(([, , value = '']) => /\d/.test(value) && /[a-z]/i.test(value));

/** A request over plain HTTP to another machine. `http:` also begins names that nobody calls, such as namespaces of claims. */
const PLAIN_HTTP_CALL =
  /(?:\b(?:fetch|axios|got|ky|request|needle|superagent)(?:\.\w{1,12})?\s{0,9}\(|\bhttp\.(?:get|request)\s{0,9}\(|\b(?:url|uri|baseURL)["']?\s{0,9}[:=])\s{0,9}["'`]http:\/\/(?!localhost\b|127\.|\[::1\])/i;
export const hasPlainHttpCall = (text: string): boolean => PLAIN_HTTP_CALL.test(text);

const EVALUATION = /\beval\s{0,9}\(|\bnew\s{1,9}Function\s{0,9}\(|\bchild_process\b/;
export const hasEvaluation = (text: string): boolean => EVALUATION.test(text);

const LOGGED_EVENT = /\bconsole\.\w{1,9}\s{0,9}\((?:[^()\n]{0,200},)?\s{0,9}(?:JSON\.stringify\s{0,9}\(\s{0,9})?event\s{0,9}[,)]/;
export const hasLoggedEvent = (text: string): boolean => LOGGED_EVENT.test(text);

const LINKING = /\busers\.link\s{0,9}\(|\blinkUsers?\s{0,9}\(|\/identities["'`]|\bsetPrimaryUser(?:Id)?\s{0,9}\(/;
/** Whether code links accounts of a user. */
export const hasAccountLinking = (text: string): boolean => LINKING.test(text);

/** Values that a stranger can set with a link, or a user in a profile, and that go into the page as they are. */
const RAW_VALUE =
  /\{\{-?\s{0,20}(?:client_id|connection|lang|email|error|error_description|error_uri|transaction\.params\.[\w.-]{1,80}|user\.[\w.-]{1,80})\s{0,20}-?\}\}/;
export const hasRawValue = (text: string): boolean => RAW_VALUE.test(text);

const SCRIPT_TAG = /<script\b[^>]{0,1000}>/gi;
const SCRIPT_HOST = /\bsrc\s{0,9}=\s{0,9}["']?(?:https?:)?\/\/([^/"'\s>:?#]{1,255})/i;

/** Lists the hosts of scripts that a page loads without a check of their content. */
export const listUncheckedScriptHosts = (html: string): readonly string[] =>
  [...html.matchAll(SCRIPT_TAG)].flatMap(([tag]) => {
    const host = SCRIPT_HOST.exec(tag)?.[1];
    return host === undefined || /\bintegrity\s{0,9}=/i.test(tag) ? [] : [host.toLowerCase()];
  });

const EXACT_VERSION = /^\d{1,9}\.\d{1,9}\.\d{1,9}(?:[-+][\w.+-]{1,80})?$/;
export const isExactVersion = (version: string): boolean => EXACT_VERSION.test(version);
