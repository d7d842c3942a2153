// Names the chosen files beside our own button, in the page's language.
export function start(lines) {
  lines.forEach((line) => {
    const none = line.textContent;
    const input = line.parentElement.querySelector("input");
    const show = () => { line.textContent = [...input.files].map((file) => file.name).join(", ") || none; };
    input.addEventListener("change", show);
    show();
  });
}
