import type { Rule } from '../../rule.ts';

/** Pages that people see when they log in. */
export const PAGE_RULES: readonly Rule[] = [
  {
    id: 'page-unescaped',
    types: ['pages', 'brandingTemplates', 'promptPartials'],
    scope: 'resource',
    fields: ['html', 'body', 'partials'],
    needs: 'declared',
    when: 'texts(r).exists(c, rawLiquid(c))',
    severity: { production: 'warning', otherwise: 'warning' },
    why: 'A value from a link or a profile becomes part of the page as HTML.',
    fix: 'Add the escape filter: {{ error_description | escape }}.',
    source: 'OWASP ASVS 5.0.0 1.2.1',
  },
  {
    id: 'page-foreign-script',
    types: ['pages', 'loginPages', 'brandingTemplates', 'promptPartials', 'promptScreens', 'clients'],
    scope: 'resource',
    fields: ['html', 'body', 'partials', 'head_tags', 'custom_login_page'],
    needs: 'declared',
    when: 'texts(r).exists(c, foreignScript(c, t))',
    severity: { production: 'warning', otherwise: 'info' },
    why: 'Whoever controls that host can read every password that people type here.',
    fix: 'Add an integrity attribute, or serve the script from your own domain.',
    source: 'OWASP ASVS 5.0.0 3.6.1',
  },
];
