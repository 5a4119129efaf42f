// Groups of accounts and what they share, where the server put them. Everything is a link that changes the address, so that back undoes it.
import { count } from './theme.js';

const within = { right: 190, top: 48, bottom: 24 };

export function graph(data, look, width) {
  // Labels of what stands at the left end need room there.
  const edge = { ...within, left: data.nodes.some((n) => n.category === 3) ? 190 : 110 };
  const place = fit(data.nodes, width - edge.left - edge.right, graph.height(data) - edge.top - edge.bottom);
  return {
    tooltip: { ...look.tooltip, formatter: (p) => (p.dataType === 'edge' ? `${count(p.data.accounts)} accounts` : p.data.told ?? p.name) },
    legend: { top: 0, left: 0, textStyle: look.text, itemHeight: 10, data: data.kinds, selectedMode: false },
    series: [{
      type: 'graph', layout: 'none', roam: true, emphasis: { focus: 'adjacency' }, ...edge,
      categories: data.kinds.map((name, i) => ({ name, itemStyle: { color: look.palette[i % look.palette.length] } })),
      label: { show: true, position: 'right', color: look.ink, fontSize: 11, width: 180, overflow: 'truncate' },
      labelLayout: { hideOverlap: true },
      edgeLabel: { show: false },
      lineStyle: { color: look.people, opacity: 0.45, curveness: 0.05 },
      data: data.nodes.map((n) => ({ ...n, ...place(n), symbolSize: n.size, symbol: n.symbol ?? 'circle', cursor: n.link ? 'pointer' : 'default', label: n.quiet ? { show: false } : { position: n.category === 1 ? 'right' : 'left' }, itemStyle: { borderColor: n.open ? look.ink : look.card, borderWidth: n.open ? 2 : 1 } })),
      links: data.edges.map((e) => ({ ...e, lineStyle: { width: e.width } })),
    }],
  };
}

// The server says where nodes stand to each other; here they are stretched to the room there is, so that their shapes are not.
function fit(nodes, width, height) {
  const [left, right] = [Math.min(...nodes.map((n) => n.x)), Math.max(...nodes.map((n) => n.x))];
  const [top, bottom] = [Math.min(...nodes.map((n) => n.y)), Math.max(...nodes.map((n) => n.y))];
  return (n) => ({ x: ((n.x - left) / Math.max(1, right - left)) * width, y: ((n.y - top) / Math.max(1, bottom - top)) * height });
}

graph.height = (data) => data.height ?? 560;
