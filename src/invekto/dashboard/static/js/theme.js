// Runs before the first paint: light or dark as the person chose, or as their device is set.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const wanted = root.dataset.theme;
    root.dataset.bsTheme = wanted === "dark" || (wanted !== "light" && dark.matches) ? "dark" : "light";
  };
  apply();
  dark.addEventListener("change", apply);
  try {
    if (localStorage.getItem("rail") === "narrow") root.dataset.rail = "narrow";
  } catch {
    // Storage may be forbidden; the rail is then as wide as the window allows.
  }
})();
