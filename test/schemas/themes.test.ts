import { expect, test } from 'vitest';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { composeUpdateBody, type EncodeOptions } from '../../src/schema/request/compose-body.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('themes'));
const wire: EncodeOptions = {
  encodeReference: (type, key) => ({ $ref: `${type}/${key}` }),
  readReference: (_, value) => value,
  secrets: new Set(),
};

const color = '#ff00cc';
const font = { bold: false, size: 100 };
const theme = {
  borders: {
    ...{
      button_border_radius: 3,
      button_border_weight: 1,
      buttons_style: 'rounded',
      input_border_radius: 3,
      input_border_weight: 1,
    },
    ...{ inputs_style: 'rounded', show_widget_shadow: true, widget_border_weight: 0, widget_corner_radius: 5 },
  },
  colors: {
    ...{ body_text: color, error: color, header: color, icons: color, input_background: color, input_border: color },
    ...{ input_filled_text: color, input_labels_placeholders: color, links_focused_components: color, primary_button: color },
    ...{ primary_button_label: color, secondary_button_border: color, secondary_button_label: color, success: color },
    ...{ widget_background: color, widget_border: color },
  },
  fonts: {
    ...{ body_text: font, buttons_text: font, font_url: '', input_labels: font, links: font, links_style: 'normal' },
    ...{ reference_text_size: 16, subtitle: font, title: font },
  },
  page_background: { background_color: color, background_image_url: '', page_layout: 'center' },
  widget: {
    ...{ header_text_alignment: 'center', logo_height: 52, logo_position: 'center' },
    ...{ logo_url: 'https://acme.test/logo.png', social_buttons_layout: 'bottom' },
  },
};

test.each<[string, unknown]>([
  ['a theme', theme],
  [
    'a theme with identifiers',
    {
      ...theme,
      identifiers: {
        ...{ login_display: 'unified', otp_autocomplete: true },
        phone_display: { masking: 'mask_digits', formatting: 'international' },
      },
    },
  ],
  ['a theme with a name and its id', { ...theme, displayName: 'Acme', themeId: 'x' }],
])('accepts %s', (_, value) => {
  expect(findRefusals('themes', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  [
    'a part that is missing',
    { borders: theme.borders, colors: theme.colors, fonts: theme.fonts, widget: theme.widget },
    ['required '],
  ],
  ['no parts', {}, ['required ', 'required ', 'required ', 'required ', 'required ']],
  ['a colour by name', { ...theme, colors: { ...theme.colors, error: 'red' } }, ['pattern /colors/error']],
  [
    'a picture without https',
    { ...theme, widget: { ...theme.widget, logo_url: 'http://acme.test/logo.png' } },
    ['pattern /widget/logo_url'],
  ],
  [
    'identifiers without the form of telephone numbers',
    { ...theme, identifiers: { login_display: 'unified', otp_autocomplete: true } },
    ['required /identifiers'],
  ],
  [
    'a title that is too small',
    { ...theme, fonts: { ...theme.fonts, title: { bold: true, size: 50 } } },
    ['minimum /fonts/title/size'],
  ],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('themes', value)).toEqual(expected);
});

test('an update takes the other parts along: the API refuses one without them', () => {
  const declared = { widget: { ...theme.widget, logo_height: 60 } };
  expect(composeUpdateBody(shape, { ...theme, themeId: 'x' }, declared, ['widget'], wire)).toEqual({ ...theme, ...declared });
});
