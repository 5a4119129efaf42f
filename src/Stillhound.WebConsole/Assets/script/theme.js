// Colours of the style sheet as they are now, for a canvas that cannot look them up. They are told apart without red and green.
export function theme(element) {
  const style = getComputedStyle(element);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  const look = {
    campaign: of('campaign'), people: of('people'), against: of('against'), ink: of('ink'), muted: of('muted'), line: of('line'), card: of('card'),
    // Okabe and Ito's palette, which people with any kind of colour vision can tell apart.
    palette: ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442', '#999999'],
    font: style.fontFamily,
  };
  look.text = { color: look.muted, fontFamily: look.font, fontSize: 12 };
  look.axis = {
    axisLine: { lineStyle: { color: look.line } }, axisTick: { lineStyle: { color: look.line } }, axisLabel: look.text,
    splitLine: { lineStyle: { color: look.line } }, nameTextStyle: look.text,
  };
  // Rich text is drawn on the canvas: names from outside never become elements of the page.
  look.tooltip = { renderMode: 'richText', confine: true, transitionDuration: 0, backgroundColor: look.card, borderColor: look.line, textStyle: { color: look.ink, fontFamily: look.font, fontSize: 13 } };
  return look;
}

const whole = new Intl.NumberFormat('en');
export const count = (value) => whole.format(value);
export const share = (value) => `${(value * 100).toFixed(1)} %`;
export const two = (n) => String(n).padStart(2, '0');
export function utc(time) {
  const t = new Date(time);
  return `${t.getUTCFullYear()}-${two(t.getUTCMonth() + 1)}-${two(t.getUTCDate())} ${two(t.getUTCHours())}:${two(t.getUTCMinutes())} UTC`;
}
export const colourOf = (look, role, i) => look[role] ?? look.palette[i % look.palette.length];
