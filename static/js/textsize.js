// Text size: the remembered choice is set before the page is drawn, and the buttons change it.
(() => {
  const key = "text-size";
  const chosen = () => { try { return localStorage.getItem(key) || "normal"; } catch { return "normal"; } };
  const apply = (size) => {
    document.documentElement.dataset.text = size;
    document.querySelectorAll("[data-textsize] button").forEach((button) => button.setAttribute("aria-pressed", String(button.value === size)));
  };
  apply(chosen());
  document.addEventListener("DOMContentLoaded", () => {
    const group = document.querySelector("[data-textsize]");
    if (!group) return;
    group.hidden = false;
    group.addEventListener("click", (event) => {
      const size = event.target.closest("button")?.value;
      if (!size) return;
      try { localStorage.setItem(key, size); } catch { /* the choice lasts for this page */ }
      apply(size);
    });
    apply(chosen());
  });
})();
