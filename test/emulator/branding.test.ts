import { describe, expect, it } from 'vitest';
import { startTenant } from './test-tenant.ts';

const THEME = {
  borders: {
    button_border_radius: 1,
    button_border_weight: 1,
    buttons_style: 'pill',
    input_border_radius: 1,
    input_border_weight: 1,
    inputs_style: 'pill',
    show_widget_shadow: false,
    widget_border_weight: 1,
    widget_corner_radius: 1,
  },
  colors: Object.fromEntries(
    [
      'body_text',
      'error',
      'header',
      'icons',
      'input_background',
      'input_border',
      'input_filled_text',
      'input_labels_placeholders',
      'links_focused_components',
      'primary_button',
      'primary_button_label',
      'secondary_button_border',
      'secondary_button_label',
      'success',
      'widget_background',
      'widget_border',
    ].map((name) => [name, '#FF00CC']),
  ),
  fonts: {
    ...Object.fromEntries(
      ['body_text', 'buttons_text', 'input_labels', 'links', 'subtitle', 'title'].map((name) => [
        name,
        { bold: false, size: 90 },
      ]),
    ),
    font_url: 'https://example.com/font.woff',
    links_style: 'normal',
    reference_text_size: 12,
  },
  page_background: { background_color: '#000000', background_image_url: '', page_layout: 'center' },
  widget: {
    header_text_alignment: 'center',
    logo_height: 50,
    logo_position: 'center',
    logo_url: '',
    social_buttons_layout: 'top',
  },
};

describe('branding', () => {
  it('merges, and null takes away', async () => {
    const { call, get } = await startTenant();
    await call('PATCH', '/branding', { colors: { primary: '#0059d6' }, font: { url: 'https://example.com/f.ttf' } });
    expect((await call('PATCH', '/branding', { font: null })).body).toEqual({ colors: { primary: '#0059d6' } });
    expect((await get('/branding')).body).toEqual({ colors: { primary: '#0059d6' } });
    expect((await call('PATCH', '/branding', { logo_url: '' })).status).toBe(400);
  });

  it('has one page template: 201 when it is new, 204 ever after', async () => {
    const { call, get, make } = await startTenant();
    const path = '/branding/templates/universal-login';
    const template = '<html>{%- auth0:head -%}{%- auth0:widget -%}</html>';
    expect((await get(path)).body).toMatchObject({ statusCode: 404, errorCode: 'inexistent_templates_universal_login' });
    expect((await call('PUT', path, JSON.stringify(template))).status).toBe(400);
    await make('/custom-domains', { domain: 'login.example.com', type: 'auth0_managed_certs' });
    expect(await call('PUT', path, JSON.stringify(template))).toMatchObject({ status: 201, body: {} });
    expect(await call('PUT', path, { template })).toMatchObject({ status: 204, body: null });
    expect((await get(path)).body).toEqual({ body: template });
    expect((await call('PUT', path, { template: '<html></html>' })).status).toBe(400);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('DELETE', path)).status).toBe(204);
  });

  it('leaves identifiers to the theme', async () => {
    const { call } = await startTenant();
    const phone_display = { masking: 'show_all', formatting: 'regional' };
    const identifiers = { login_display: 'unified', otp_autocomplete: true, phone_display };
    expect((await call('PATCH', '/branding', { identifiers })).status).toBe(400);
    expect(await call('POST', '/branding/themes', { ...THEME, identifiers })).toMatchObject({
      status: 200,
      body: { identifiers },
    });
  });

  it('has one theme, which is the default', async () => {
    const { call, get, make } = await startTenant();
    expect((await get('/branding/themes/default')).body).toMatchObject({ statusCode: 404, errorCode: 'theme_not_found' });
    const theme = await make('/branding/themes', THEME);
    expect((await get('/branding/themes/default')).body).toEqual({ ...THEME, themeId: theme.themeId });
    expect((await call('POST', '/branding/themes', THEME)).status).toBe(409);
    expect((await call('PATCH', `/branding/themes/${theme.themeId}`, { displayName: 'x' })).status).toBe(400);
    expect((await call('DELETE', `/branding/themes/${theme.themeId}`)).status).toBe(204);
  });
});

describe('phone providers', () => {
  const twilio = {
    name: 'twilio',
    configuration: { sid: 's', default_from: '+1', delivery_methods: ['text'] },
    credentials: { auth_token: 'hidden' },
  };

  it('never tell credentials', async () => {
    const { call, get, make } = await startTenant();
    const made = await make('/branding/phone/providers', twilio);
    expect(made).toMatchObject({ channel: 'phone', disabled: false });
    expect(made).not.toHaveProperty('credentials');
    await call('PATCH', `/branding/phone/providers/${made.id}`, { credentials: { auth_token: 'hidden' }, disabled: true });
    const { body } = await get('/branding/phone/providers');
    expect(JSON.stringify(body)).not.toContain('hidden');
    expect(body).toMatchObject({ providers: [{ disabled: true }] });
    expect((await get('/branding/phone/providers?disabled=false')).body).toEqual({ providers: [] });
  });

  it('need somebody to send from', async () => {
    const { call } = await startTenant();
    const mute = { ...twilio, configuration: { sid: 's', delivery_methods: ['text'] } };
    expect((await call('POST', '/branding/phone/providers', mute)).body).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message: 'Bad Operation on Notification Resource',
    });
  });
});

describe('phone templates', () => {
  it('are one for each type', async () => {
    const { call, get, make } = await startTenant();
    const made = await make('/branding/phone/templates', { type: 'otp_verify', content: { body: { text: 'x' } } });
    expect(made).toMatchObject({ disabled: false, content: { syntax: 'liquid', body: { text: 'x' } } });
    expect((await call('POST', '/branding/phone/templates', { type: 'otp_verify' })).status).toBe(409);
    expect((await call('PATCH', `/branding/phone/templates/${made.id}/reset`)).status).toBe(200);
    expect((await call('DELETE', `/branding/phone/templates/${made.id}`)).status).toBe(204);
    expect((await get('/branding/phone/templates')).body).toEqual({ templates: [] });
  });
});
