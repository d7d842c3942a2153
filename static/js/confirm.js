// Asks before an act that can't be taken back.
import { buttons, part } from "./conflict.js";

function ask(text, label) {
  const box = part("dialog", "", document.body);
  const words = part("p", text, box);
  words.id = "confirm-words";
  box.setAttribute("aria-labelledby", words.id);
  buttons(box, [["취소", ""], [label, "primary push"]], (place) => box.close(place));
  return new Promise((answer) => {
    box.addEventListener("close", () => { box.remove(); answer(box.returnValue === "1"); });
    box.showModal();
  });
}

export function start(forms) {
  forms.forEach((form) => {
    let sure = false;
    form.addEventListener("submit", async (event) => {
      if (sure) return;
      event.preventDefault();
      const button = event.submitter;
      sure = await ask(form.dataset.confirm, button?.textContent.trim() || "확인");
      if (sure) form.requestSubmit(button);
      else button?.focus();
      sure = false;
    });
  });
}
