// Loads what the data attributes of a page ask for.
const wanted = {
  "[data-error-summary]": "errors",
  "form[data-autosave]": "autosave",
  "form[data-score]": "score",
  "form[data-upload]": "upload",
  "form[data-confirm]": "confirm",
  "[data-money], [data-date]": "written",
  "[data-count]": "count",
  "[data-chosen]": "file",
  "[data-poll]": "poll",
  "[data-signature]": "signature",
};

async function start(root) {
  for (const wide of root.querySelectorAll(".table-wrap")) {
    new ResizeObserver(() => { if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0; }).observe(wide);
  }
  for (const [selector, name] of Object.entries(wanted)) {
    const found = root.querySelectorAll(selector);
    if (found.length) (await import(`./${name}.js`)).start(found);
  }
}

// signed out: what was kept for them goes
const [, out] = location.hash.split("#out-");
if (out) for (const key in { ...localStorage }) if (key.startsWith(`draft:${out}:`)) delete localStorage[key];

start(document);
document.addEventListener("htmx:load", ({ detail: { elt } }) => { if (elt !== document.body) start(elt); });
