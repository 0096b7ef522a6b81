// The curve of the confidence page, and what the limit would do that is being chosen. The headline stays with what is
// saved. Words come from the server.

let chart = null;

function start() {
  const place = document.getElementById("chart");
  chart?.dispose();
  chart = null;
  if (!place) return;
  const curve = JSON.parse(place.dataset.curve);
  draw(place, curve);
  const slide = document.getElementById("slide");
  const field = document.getElementById("limit");
  const saved = Number(place.dataset.limit);
  slide.addEventListener("input", () => {
    field.value = slide.value;
    choose(curve, Number(slide.value), saved);
  });
  field.addEventListener("input", () => {
    const limit = field.value.trim() === "" ? NaN : Number(field.value.replace(",", "."));
    const fits = limit >= 0 && limit <= 100;
    if (fits) slide.value = String(Math.round(limit));
    choose(curve, fits ? limit : saved, saved);
  });
}

function choose(curve, limit, saved) {
  const point = curve[Math.round(limit)];
  document.getElementById("preview").hidden = limit === saved;
  document.getElementById("preview-words").textContent = point.words;
  document.getElementById("preview-range").textContent = point.range;
  chart?.setOption({ series: [{ id: "chosen", data: chosenPoint(point) }] });
}

function chosenPoint(point) {
  return [{ value: [point.c, point.w ?? 0], tip: point.tip, words: point.tip }];
}

function draw(place, curve) {
  if (!window.echarts) return; // the table below says the same
  const look = getComputedStyle(document.documentElement);
  const colour = (name) => look.getPropertyValue(name).trim();
  const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent", maximumFractionDigits: 1 });
  const axis = (name) => ({
    type: "value",
    min: 0,
    name,
    nameLocation: "middle",
    nameGap: 28,
    nameTextStyle: { color: colour("--ink-muted"), fontFamily: colour("--font") },
    axisLabel: { color: colour("--ink-muted"), formatter: (value) => percent.format(value / 100) },
    axisLine: { lineStyle: { color: colour("--line-strong") } },
    splitLine: { lineStyle: { color: colour("--line") } },
  });
  const drawn = curve.filter((point) => point.w !== null);
  const point = curve[Math.round(Number(place.dataset.limit))];
  chart = window.echarts.init(place, null, { renderer: "canvas" });
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: colour("--font") },
    grid: { left: 56, right: 24, top: 16, bottom: 44 },
    xAxis: { ...axis(place.dataset.x), max: 100 },
    yAxis: { ...axis(place.dataset.y), nameGap: 40 },
    tooltip: {
      trigger: "item",
      renderMode: "richText",
      backgroundColor: colour("--ink"),
      borderWidth: 0,
      textStyle: { color: colour("--canvas"), fontFamily: colour("--font"), fontSize: 12 },
      formatter: ({ data }) => data.tip,
    },
    series: [
      {
        id: "curve",
        type: "line",
        symbol: "circle",
        symbolSize: 7,
        itemStyle: { color: colour("--accent"), opacity: 0.35 },
        lineStyle: { color: colour("--accent"), width: 2 },
        data: drawn.map((one) => ({ value: [one.c, one.w], tip: one.tip })),
      },
      {
        id: "chosen",
        type: "line",
        symbol: "circle",
        symbolSize: 14,
        z: 5,
        itemStyle: { color: colour("--accent"), borderColor: colour("--surface"), borderWidth: 3 },
        label: {
          show: true,
          position: "top",
          distance: 8,
          color: colour("--ink"),
          fontWeight: 600,
          formatter: () => place.dataset.chosen,
        },
        data: chosenPoint(point),
      },
    ],
  });
}

addEventListener("resize", () => chart?.resize());
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id === "confidence") start();
});
// The look changes with the theme: the colours are read anew.
new MutationObserver(start).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
start();
