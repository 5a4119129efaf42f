// Colours and type that charts share. Values are CSS variables: the style sheet decides for dark, light and paper.
export const colour = {
  campaign: 'var(--campaign)',
  people: 'var(--people)',
  against: 'var(--against)',
  ink: 'var(--ink)',
  muted: 'var(--muted)',
  line: 'var(--line)',
};

export const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
export const text = { color: colour.muted, fontFamily: font, fontSize: 12 };

export const tooltip = {
  backgroundColor: 'var(--card)',
  borderColor: 'var(--line)',
  textStyle: { color: 'var(--ink)', fontFamily: font, fontSize: 13 },
  extraCssText: 'box-shadow:0 2px 12px rgba(0,0,0,.18);',
  confine: true,
  transitionDuration: 0,
};

export const axis = {
  axisLine: { lineStyle: { color: colour.line } },
  axisTick: { lineStyle: { color: colour.line } },
  axisLabel: text,
  splitLine: { lineStyle: { color: colour.line } },
  nameTextStyle: text,
};

// Emphasis would compute lighter shades of a colour, which a CSS variable does not allow.
export const plain = { emphasis: { disabled: true } };

const whole = new Intl.NumberFormat('en');
export const count = (value) => whole.format(value);

const units = [[1e12, 'T'], [1e9, 'B'], [1e6, 'M'], [1e3, 'k']];
export function short(value) {
  for (const [size, unit] of units) {
    if (Math.abs(value) >= size) return `${+(value / size).toPrecision(3)}${unit}`;
  }
  return `${value}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
export function utc(time) {
  const t = new Date(time);
  const two = (n) => String(n).padStart(2, '0');
  return `${t.getUTCDate()} ${months[t.getUTCMonth()]} ${two(t.getUTCHours())}:${two(t.getUTCMinutes())} UTC`;
}

// Names at the left of bars: two lines at most, since the table beside the chart has them in full.
export function nameAxis(names, room) {
  const most = Math.floor(room / 4.6);
  return {
    ...axis,
    type: 'category',
    inverse: true,
    data: names.map((name) => (name.length > most ? `${name.slice(0, most - 1)}…` : name)),
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: { ...text, color: colour.ink, width: room, overflow: 'break', lineHeight: 13, interval: 0, align: 'left', margin: room + 8 },
  };
}
