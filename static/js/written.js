// Amounts get thousands separators and are read out in Hangul; dates are written the Korean way.
import { part } from "./conflict.js";

const units = ["", "만", "억", "조"];

function hangul(amount) {
  const parts = [];
  for (let rest = Math.abs(amount), i = 0; rest > 0 && i < 4; rest = Math.floor(rest / 10000), i += 1) {
    if (rest % 10000) parts.unshift((rest % 10000).toLocaleString("ko-KR") + units[i]);
  }
  return parts.length ? `${amount < 0 ? "-" : ""}${parts.join(" ")}원` : "";
}

const amountOf = (text) => Number(text.normalize("NFKC").replace(/[^\d-]/g, ""));
const clean = (text) => /^-?[\d,\s]+원?$/.test(text.trim().normalize("NFKC"));

function money(input) {
  const words = part("span", "", input.closest(".with-suffix") || input.parentNode, "hangul-amount");
  words.ariaLive = "polite";
  const show = () => { words.textContent = clean(input.value) ? hangul(amountOf(input.value)) : ""; };
  input.addEventListener("input", show);
  input.addEventListener("change", () => { if (clean(input.value)) input.value = amountOf(input.value).toLocaleString("ko-KR"); });
  show();
}

function day(input) {
  input.addEventListener("change", () => {
    const text = input.value.trim();
    const found = text.match(/^(\d{4})\D*?(\d{2})\D*?(\d{2})\.?$/) || text.match(/^(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*$/);
    if (!found) return;
    const [year, month, date] = found.slice(1).map(Number);
    if (month < 1 || month > 12 || date < 1 || date > 31) return;
    const two = (number) => String(number).padStart(2, "0");
    input.value = input.dataset.date === "iso" ? `${year}-${two(month)}-${two(date)}` : `${year}. ${month}. ${date}.`;
  });
}

export function start(inputs) {
  inputs.forEach((input) => ("money" in input.dataset ? money(input) : day(input)));
}
