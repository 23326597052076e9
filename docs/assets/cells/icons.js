// The few pictures on the cell's buttons (24 × 24, drawn for this site).

/** @type {Record<string, string>} */
const PATHS = {
  run: "M8 5v14l11-7z",
  stop: "M6 6h12v12H6z",
  reset: "M12 5V1L7 6l5 5V7a5 5 0 1 1-5 5H5a7 7 0 1 0 7-7z",
  copy: "M8 3h12v14h-2V5H8zM2 7h14v14H2zm2 2v10h10V9z",
  share: "M5 11v9h14v-9h-2v7H7v-7zM12 2 7 7h4v8h2V7h4z",
  add: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  rename: "M4 17.2V20h2.8L16.6 10.2l-2.8-2.8zM19 7.8 16.2 5l-1.3 1.3 2.8 2.8z",
  remove: "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4L12 13.4 6.4 19 5 17.6 10.6 12 5 6.4z",
};

/**
 * A button of the cell.
 * @param {string} action its `data-action`, and its picture if there is one of that name
 * @param {string} label
 * @param {{bare?: boolean}} [options] bare: only the picture is seen
 */
export function button(action, label, { bare = false } = {}) {
  const element = document.createElement("button");
  element.type = "button";
  element.dataset.action = action;
  element.className = bare ? "py-cell-button py-cell-bare" : "py-cell-button";
  if (PATHS[action]) element.append(icon(PATHS[action]));
  if (bare) {
    element.setAttribute("aria-label", label);
    element.title = label;
  } else element.append(label);
  return element;
}

/** @param {string} path */
function icon(path) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(namespace, "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}
