// Bars of what was understood and what was not, from the figures that stand in the page; a table beside each says
// the same to those who cannot see them.

const STYLE = ["--accent", "--warning", "--ink-muted", "--line", "--surface", "--ink", "--font"];
const drawn = new Map();

export function startCharts() {
  if (!window.echarts) return;
  drawAll();
  document.addEventListener("htmx:afterSwap", drawAll);
  window.addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
  new MutationObserver(() => drawn.forEach((chart, place) => chart.setOption(options(place))))
    .observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
}

function drawAll() {
  for (const [place, chart] of drawn) {
    if (place.isConnected) continue;
    chart.dispose();
    drawn.delete(place);
  }
  for (const place of document.querySelectorAll("[data-chart]")) {
    if (drawn.has(place)) continue;
    const chart = window.echarts.init(place);
    chart.setOption(options(place));
    drawn.set(place, chart);
  }
}

function options(place) {
  const { labels, understood, unclear, names } = JSON.parse(place.dataset.chart);
  const css = getComputedStyle(document.documentElement);
  const [accent, warning, muted, line, surface, ink, font] = STYLE.map((name) => css.getPropertyValue(name).trim());
  const bars = (name, data, color) => ({ name, data, type: "bar", stack: "all", barMaxWidth: 28, itemStyle: { color } });
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    textStyle: { fontFamily: font },
    grid: { left: 4, right: 4, top: 32, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 10, itemHeight: 10, textStyle: { color: muted, fontSize: 12 } },
    tooltip: {
      // The other way writes style attributes, which the page's policy forbids.
      renderMode: "richText", trigger: "axis", axisPointer: { type: "shadow" }, confine: true,
      backgroundColor: surface, borderColor: line, textStyle: { color: ink, fontSize: 12 },
    },
    xAxis: {
      type: "category", data: labels, axisTick: { show: false },
      axisLine: { lineStyle: { color: line } }, axisLabel: { color: muted, fontSize: 12, hideOverlap: true },
    },
    yAxis: {
      type: "value", minInterval: 1, splitNumber: 3,
      splitLine: { lineStyle: { color: line } }, axisLabel: { color: muted, fontSize: 12 },
    },
    series: [bars(names[0], understood, accent), bars(names[1], unclear, warning)],
  };
}
