// The error summary takes the focus; its links lead to the control itself.
export function start([summary]) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const control = link && document.getElementById(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    (control.closest(".form-group, .grade") || control).scrollIntoView({ block: "start" });
    control.focus({ preventScroll: true });
  });
}
