import type { JsonObject } from '../../../model/json/json-value.ts';
import { createThemeReader, type ThemeReader } from './theme-values.ts';

/** Draws the login box of a theme as an HTML document without any text of the theme. Logo, picture and font are not loaded. */
export function renderLoginSketch(theme: JsonObject): string {
  const reader = createThemeReader(theme);
  const social = '<p class="button other">Continue with Google</p>';
  const isSocialFirst = reader.readWord('widget', 'social_buttons_layout', ['bottom', 'top']) === 'top';
  const hasLogo = reader.readWord('widget', 'logo_position', ['center', 'left', 'right', 'none']) !== 'none';
  const parts = [
    hasLogo ? '<p class=logo><span>logo</span></p>' : '',
    '<h1>Welcome</h1><p class=sub>Log in to continue</p>',
    isSocialFirst ? `${social}<p class=or>or</p>` : '',
    '<p class="input filled">ann@example.com</p><p class="input focus">Password</p><p class=error>Wrong email or password</p>',
    '<p><a>Forgot password?</a></p><p class=button>Continue</p>',
    '<p>No account yet? <a>Sign up</a></p>',
    isSocialFirst ? '' : `<p class=or>or</p>${social}`,
    '<p class=success>✓ Success</p>',
  ];
  return `<style>${renderPageStyle(reader)}${renderTextStyle(reader)}${renderControlStyle(reader)}</style><main>${parts.join('')}</main>`;
}

const PLACES = { center: 'center', left: 'flex-start', right: 'flex-end' } as const;

function renderPageStyle({ readColor, readNumber, readWord, isOn, isSet }: ThemeReader): string {
  const background = readColor('page_background', 'background_color', '#808080');
  // Stripes stand for a picture that is not loaded.
  const picture = isSet('page_background', 'background_image_url')
    ? 'background-image:repeating-linear-gradient(45deg,#8883 0 10px,#0000 10px 20px);'
    : '';
  const weight = readNumber(['borders', 'widget_border_weight'], { least: 0, most: 10, otherwise: 0 });
  const radius = readNumber(['borders', 'widget_corner_radius'], { least: 0, most: 50, otherwise: 5 });
  const shadow = isOn('borders', 'show_widget_shadow') ? 'box-shadow:0 8px 28px #0006;' : '';
  return `*{box-sizing:border-box;margin:0;print-color-adjust:exact}
body{display:flex;align-items:center;justify-content:${PLACES[readWord('page_background', 'page_layout', ['center', 'left', 'right'])]};min-height:100vh;padding:12px 18px;font-family:system-ui,sans-serif;background-color:${background};${picture}}
main{width:100%;max-width:300px;padding:18px 24px;border:${weight}px solid ${readColor('colors', 'widget_border', '#0000')};border-radius:${radius}px;background:${readColor('colors', 'widget_background', '#ffffff')};${shadow}}
`;
}

function renderTextStyle(reader: ThemeReader): string {
  const { readColor, readWord, isOn } = reader;
  const alignment = readWord('widget', 'header_text_alignment', ['center', 'left', 'right']);
  const body = readColor('colors', 'body_text', '#1e212a');
  const line = readWord('fonts', 'links_style', ['normal', 'underlined']) === 'underlined' ? 'underline' : 'none';
  const logoPlace = readWord('widget', 'logo_position', ['center', 'left', 'right', 'none']);
  const logoHeight = reader.readNumber(['widget', 'logo_height'], { least: 1, most: 100, otherwise: 52 });
  const font = (name: string): string =>
    `font-size:${readFontSize(reader, name)}px;font-weight:${isOn('fonts', name, 'bold') ? 700 : 400};`;
  return `p{margin:7px 0;color:${body};${font('body_text')}}
h1{margin:8px 0 2px;text-align:${alignment};color:${readColor('colors', 'header', body)};${font('title')}}
.sub{margin-top:0;text-align:${alignment};${font('subtitle')}}
a{color:${readColor('colors', 'links_focused_components', body)};text-decoration:${line};${font('links')}}
.logo{margin:0;text-align:${logoPlace === 'none' ? 'center' : logoPlace};font-size:10px}
.logo span{display:inline-flex;align-items:center;justify-content:center;width:${Math.max(30, logoHeight)}px;height:${logoHeight}px;border:1px dashed ${readColor('colors', 'icons', body)};color:${readColor('colors', 'icons', body)}}
.or{text-align:center}
.error{color:${readColor('colors', 'error', body)}}.success{margin-bottom:0;color:${readColor('colors', 'success', body)}}
`;
}

function renderControlStyle(reader: ThemeReader): string {
  const { readColor, readNumber, isOn } = reader;
  const links = readColor('colors', 'links_focused_components', '#1e212a');
  const buttonWeight = readNumber(['borders', 'button_border_weight'], { least: 0, most: 10, otherwise: 1 });
  const inputWeight = readNumber(['borders', 'input_border_weight'], { least: 0, most: 3, otherwise: 1 });
  const primary = readColor('colors', 'primary_button', '#1e212a');
  const buttonFont = `font-size:${readFontSize(reader, 'buttons_text')}px;font-weight:${isOn('fonts', 'buttons_text', 'bold') ? 700 : 400};`;
  const label = readColor('colors', 'input_labels_placeholders', '#65676e');
  return `.button{padding:9px;text-align:center;border:${buttonWeight}px solid ${primary};border-radius:${readRadius(reader, 'button')}px;background:${primary};color:${readColor('colors', 'primary_button_label', '#ffffff')};${buttonFont}}
.other{border-color:${readColor('colors', 'secondary_button_border', '#c9cace')};background:none;color:${readColor('colors', 'secondary_button_label', '#1e212a')}}
.input{padding:9px 12px;border:${inputWeight}px solid ${readColor('colors', 'input_border', '#c9cace')};border-radius:${readRadius(reader, 'input')}px;background:${readColor('colors', 'input_background', '#ffffff')};color:${label};font-size:${readFontSize(reader, 'input_labels')}px;font-weight:${isOn('fonts', 'input_labels', 'bold') ? 700 : 400}}
.filled{color:${readColor('colors', 'input_filled_text', '#000000')}}
.focus{outline:2px solid ${readColor('colors', 'base_focus_color', links)}}
`;
}

/** Text sizes are percentages of a size in pixels. */
function readFontSize({ readNumber }: ThemeReader, name: string): number {
  const reference = readNumber(['fonts', 'reference_text_size'], { least: 12, most: 24, otherwise: 16 });
  const percentage = readNumber(['fonts', name, 'size'], { least: 0, most: 150, otherwise: 100 });
  return Math.round((reference * percentage) / 10) / 10;
}

/** A pill is as round as it can be, and sharp is not round, whatever the radius says. */
function readRadius({ readNumber, readWord }: ThemeReader, control: 'button' | 'input'): number {
  const style = readWord('borders', `${control}s_style`, ['rounded', 'pill', 'sharp']);
  const radius = readNumber(['borders', `${control}_border_radius`], { least: 0, most: 10, otherwise: 3 });
  return { rounded: radius, pill: 50, sharp: 0 }[style];
}
