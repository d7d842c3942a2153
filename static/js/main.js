// Loads the modules a page needs, told by its data attributes.
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
  for (const wide of root.querySelectorAll(".table-wrap")) if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
  for (const [selector, name] of Object.entries(wanted)) {
    const found = root.querySelectorAll(selector);
    if (found.length) (await import(`./${name}.js`)).start(found);
  }
}

// signed out: what this device kept for that person goes
const [, out] = location.hash.split("#out-");
if (out) Object.keys({ ...localStorage }).forEach((key) => { if (key.startsWith(`draft:${out}:`)) delete localStorage[key]; });

start(document);
document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) start(event.detail.elt); });
