// Counts the characters of texts against their limit.
export function start(areas) {
  areas.forEach((area) => {
    const most = Number(area.dataset.count);
    const line = document.createElement("p");
    line.className = "count";
    area.after(line);
    const show = () => {
      const { length } = [...area.value.trim()];
      line.classList.toggle("over", length > most);
      line.textContent = `${length.toLocaleString()} / ${most.toLocaleString()}자`;
      line.role = length > most * 0.9 ? "status" : "none";
    };
    area.addEventListener("input", show);
    show();
  });
}
