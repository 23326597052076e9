// The colours of an embedded cell: those that its address asks for with `?theme=light` or `?theme=dark`, else those of
// the reader's system. No module: one of these comes when the page has been seen already.
{
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search).get("theme");
  const theme = asked === "light" || asked === "dark" ? asked : "auto";
  const system = matchMedia("(prefers-color-scheme: dark)");
  root.dataset.theme = theme; // for embed.css

  /** The name that the theme of the full pages has for it: other styles ask for that. */
  const name = () => {
    const dark = theme === "auto" ? system.matches : theme === "dark";
    root.dataset.mdColorScheme = dark ? "slate" : "default";
  };
  name();
  system.addEventListener("change", name);
}
