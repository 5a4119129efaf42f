// When charts are drawn: at once for the first, on approach for the rest, and all of them before paper.
import * as echarts from 'echarts/core';
import { BarChart, HeatmapChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';
import { font } from './theme.js';

// VisualMap is left out on purpose: colours are CSS variables, so that dark, light and paper need no redraw.
echarts.use([BarChart, HeatmapChart, LineChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

// The text width of an A4 page with the margins that report.css sets, in CSS pixels.
const paperWidth = 680;

export class Stage {
  #option;
  #charts = new Map();
  #waiting = new Set();
  #approach;
  #resized;
  #opened = [];
  #onPaper = false;

  constructor(option) {
    this.#option = option;
    this.#approach = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) this.#draw(entry.target);
      }
    }, { rootMargin: '600px 0px' });
    this.#resized = new ResizeObserver((entries) => {
      for (const entry of entries) this.#fit(entry.target);
    });
  }

  add(element, eager) {
    this.#waiting.add(element);
    if (eager) this.#draw(element);
    else this.#approach.observe(element);
  }

  watchPrint() {
    addEventListener('beforeprint', () => this.#toPaper());
    addEventListener('afterprint', () => this.#toScreen());
  }

  #draw(element, width) {
    if (!this.#waiting.delete(element)) return;
    this.#approach.unobserve(element);
    const drawn = echarts.init(element, null, { renderer: 'svg', width });
    this.#charts.set(element, drawn);
    this.#render(element, drawn);
    this.#resized.observe(element);
  }

  #render(element, chart) {
    const shared = { animation: false, useUTC: true, textStyle: { fontFamily: font } };
    chart.setOption({ ...this.#option(element, chart.getWidth()), ...shared }, true);
    const svg = element.querySelector('svg');
    svg.setAttribute('aria-hidden', 'true');
    // A view box lets style sheets shrink a drawing that was made for a wider page.
    svg.setAttribute('viewBox', `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
  }

  #fit(element) {
    const chart = this.#charts.get(element);
    if (this.#onPaper || !chart || element.clientWidth === 0) return;
    if (Math.abs(chart.getWidth() - element.clientWidth) < 2) return;
    chart.resize({ width: element.clientWidth });
    this.#render(element, chart);
  }

  #toPaper() {
    this.#onPaper = true;
    this.#opened = [...document.querySelectorAll('details:not([open])')];
    for (const details of this.#opened) details.open = true;
    for (const element of [...this.#waiting]) this.#draw(element, this.#paperWidthOf(element));
    for (const [element, chart] of this.#charts) {
      chart.resize({ width: this.#paperWidthOf(element) });
      this.#render(element, chart);
    }
  }

  #toScreen() {
    this.#onPaper = false;
    for (const details of this.#opened) details.open = false;
    for (const element of this.#charts.keys()) this.#fit(element);
  }

  #paperWidthOf(element) {
    return element.dataset.chart === 'hours' ? paperWidth / 2 - 12 : paperWidth;
  }
}
