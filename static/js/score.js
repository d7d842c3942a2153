// The running total of a score sheet and how many criteria are still open; the server reckons it anew.
export function start([form]) {
  const [total, missing] = ["total", "missing"].map((name) => document.querySelector(`[data-${name}]`));
  const show = () => {
    let hundredths = 0;
    let open = 0;
    form.querySelectorAll(".grade").forEach((criterion) => {
      const chosen = criterion.querySelector("input:checked");
      const points = chosen ? chosen.dataset.points : criterion.querySelector("[data-points-typed]")?.value.trim() || "";
      if (points === "" || Number.isNaN(+points)) open += 1;
      else hundredths += Math.round(points * 100);
    });
    if (total) total.textContent = String(hundredths / 100);
    if (missing) missing.textContent = open ? `미채점 ${open}개 항목` : "";
  };
  form.addEventListener("input", show);
  show();
}
