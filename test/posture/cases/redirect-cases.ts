import { on, type RuleCases } from './rule-case.ts';

const native = { app_type: 'native' };

export const REDIRECT_CASES: RuleCases = {
  'callback-plain-http': {
    hit: [on({ callbacks: ['https://a.example/cb', 'http://b.example/cb'] }), on({ callbacks: ['HTTP://localhost.example/cb'] })],
    miss: [on({ callbacks: ['https://a.example/?next=http://b.example', 'http://localhost:3000/cb'] })],
  },
  'callback-loopback': {
    hit: [on({ app_type: 'spa', callbacks: ['http://localhost:3000'] }), on({ callbacks: ['https://127.0.0.1/cb'] })],
    miss: [
      on({ ...native, callbacks: ['http://127.0.0.1/cb'] }),
      on({ app_type: 'spa', callbacks: ['https://localhost.example/'] }),
    ],
  },
  'callback-wildcard': {
    hit: [on({ callbacks: ['https://*.a.example/cb'] }), on({ web_origins: ['https://*.a.example'] })],
    miss: [on({ callbacks: ['https://{organization_name}.a.example/*'] })],
  },
  'callback-shared-host': {
    hit: [on({ callbacks: ['https://jwt.io/'] }), on({ allowed_origins: ['https://shop-git-main.vercel.app'] })],
    miss: [on({ callbacks: ['https://notjwt.io/', 'https://vercel.app.a.example/cb'] })],
  },
  'callback-org-and-wildcard': {
    hit: [on({ callbacks: ['https://{organization_name}.a.example/cb', 'https://*.a.example/cb'] })],
    miss: [on({ callbacks: ['https://{organization_name}.a.example/cb'], allowed_origins: ['https://*.a.example'] })],
  },
  'callback-fragment': {
    hit: [on({ callbacks: ['https://a.example/#/cb'] }), on({ callbacks: ['https://bank.example@evil.example/cb'] })],
    miss: [on({ callbacks: ['https://a.example/cb?mail=me@a.example'] })],
  },
  'origin-insecure': {
    hit: [on({ web_origins: ['http://a.example'] }), on({ allowed_origins: ['http://localhost:3000'] })],
    miss: [on({ web_origins: ['https://a.example'] }), on({ web_origins: ['http://localhost:3000'] }, { prod: false })],
  },
  'logout-url-insecure': {
    hit: [on({ allowed_logout_urls: ['http://localhost:3000'] }), on({ allowed_logout_urls: ['https://*.a.example'] })],
    miss: [
      on({ allowed_logout_urls: ['https://a.example'] }),
      on({ allowed_logout_urls: ['http://localhost:3000'] }, { prod: false }),
    ],
  },
  'login-uri-insecure': {
    hit: [on({ initiate_login_uri: 'http://a.example/login' })],
    miss: [on({ initiate_login_uri: 'https://a.example/login' }), on({ initiate_login_uri: '' }), on({})],
  },
};
