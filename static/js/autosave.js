// Saves each changed field by itself; what can't be sent stays on this device, for this person, until it can.
import { groupOf, part, showConflict } from "./conflict.js";

const PAUSE = 700;
const AGAIN = 2000;
const SKIPPED = ["file", "password", "hidden", "submit", "button"];
const LOST = "연결이 끊겨 이 기기에 보관했습니다. 이어지면 자동으로 저장합니다.";
const picked = (each) => ["radio", "checkbox"].includes(each.type);
const list = (value) => [].concat(value ?? "");
/* The server may write outer blanks and separators of thousands otherwise. */
const plain = (values) => values.map((each) => each.normalize().replace(/\r|,(?=\d{3})/g, "").trim()).join("\n");

class Autosave {
  constructor(forms) {
    this.forms = [...forms];
    this.url = forms[0].dataset.autosave;
    this.prefix = `draft:${document.documentElement.dataset.person}:${this.url}:`;
    this.timers = new Map();
    this.waiting = new Set();
    this.pause = AGAIN;
    this.forms.forEach((form) => {
      form.addEventListener("input", (event) => this.changed(event.target, PAUSE));
      form.addEventListener("change", (event) => this.changed(event.target, 0));
    });
    document.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("online", () => this.flush());
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
    this.restore();
  }

  controls(field) { return this.forms.flatMap((form) => [...form.elements]).filter((each) => each.name === field); }

  values(field) { return this.controls(field).filter((each) => !picked(each) || each.checked).map((each) => each.value); }

  write(field, values) {
    const all = this.controls(field);
    all.forEach((each) => {
      if (picked(each)) each.checked = values.includes(each.value);
      else each.value = values[0] ?? "";
    });
    ["input", "change"].forEach((kind) => all[0].dispatchEvent(new Event(kind, { bubbles: true })));
  }

  revise(field, revision) { this.controls(field).forEach((each) => { each.dataset.revision = revision; }); }

  keep(field, value) {
    try {
      if (value) localStorage.setItem(this.prefix + field, JSON.stringify(value));
      else localStorage.removeItem(this.prefix + field);
    } catch { /* full or forbidden: the page holds the text */ }
  }

  kept() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix));
      return Object.fromEntries(keys.map((key) => [key.slice(this.prefix.length), JSON.parse(localStorage[key])]));
    } catch { return {}; }
  }

  say(text, local = false) {
    document.querySelectorAll("[data-saved]").forEach((place) => {
      if (place.textContent !== text) place.textContent = text;
      place.classList.toggle("kept", local);
    });
  }

  changed(control, pause) {
    const field = control.name;
    if (!field || SKIPPED.includes(control.type) || "noSave" in control.dataset) return;
    this.keep(field, { values: this.values(field), revision: control.dataset.revision || "0" });
    clearTimeout(this.timers.get(field));
    this.timers.set(field, setTimeout(() => { this.timers.delete(field); this.waiting.add(field); this.flush(); }, pause));
  }

  async flush() {
    if (this.sending || this.ended) return;
    this.sending = true;
    for (const field of this.waiting) {
      this.waiting.delete(field);
      if (this.ended || !(await this.send(field))) {
        this.waiting.add(field);
        break;
      }
    }
    this.sending = false;
    if (!this.waiting.size && this.elsewhere) location.reload();
    if (!this.waiting.size || this.ended) return;
    clearTimeout(this.again);
    this.again = setTimeout(() => this.flush(), this.pause);
    this.pause = Math.min(this.pause * 2, 6e4);
  }

  /* As the page shows it, or as it was kept when it stands on another page. */
  state(field) {
    const [first] = this.controls(field);
    return first ? { values: this.values(field), revision: first.dataset.revision || "0" } : this.kept()[field];
  }

  body(field, { values, revision }) {
    const body = new URLSearchParams({ field, revision, csrf_token: this.forms[0].elements.csrf_token?.value || "" });
    (values.length ? values : [""]).forEach((value) => body.append("value", value));
    return body;
  }

  /* Returns false when it should be tried again. */
  async send(field) {
    const state = this.state(field);
    if (!state) return true;
    this.say("저장하는 중");
    let answer;
    try {
      answer = await fetch(this.url, { method: "POST", body: this.body(field, state), headers: { "X-Requested-With": "fetch", Accept: "application/json" } });
    } catch {
      this.say(LOST, true);
      return false;
    }
    if (answer.redirected || answer.status === 401) return this.signedOut();
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) {
      this.pause = AGAIN;
      this.revise(field, told.revision);
      if (plain((this.state(field) || state).values) === plain(state.values)) this.keep(field);
      else this.waiting.add(field);
      if (!this.controls(field).length) this.elsewhere = true;
      this.line(field, "unsaved");
      this.line(field, "origin", told.origin, "note");
      this.say(`${told.saved} 저장`);
      return true;
    }
    if (answer.status === 409) return this.conflict(field, told, state);
    if (answer.status >= 500 || answer.status === 429) {
      this.say("아직 저장하지 못해 이 기기에 보관했습니다. 곧 다시 저장합니다.", true);
      return false;
    }
    this.line(field, "unsaved", list(told.sentences).join(" ") || "저장하지 못했습니다. 값과 권한을 확인해 주세요.", "alert");
    this.say("저장하지 못한 항목이 있습니다.", true);
    return true;
  }

  signedOut() {
    this.ended = true;
    this.say("로그인이 끝나 이 기기에 보관했습니다. 다시 로그인하면 이어서 작성할 수 있습니다. ", true);
    const next = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
    document.querySelectorAll("[data-saved]").forEach((place) => { part("a", "로그인", place, "link").href = next; });
    return true;
  }

  conflict(field, told, state) {
    const revision = told.theirs_revision ?? told.revision;
    const [first] = this.controls(field);
    if (plain(list(told.theirs)) === plain(state.values)) {
      this.revise(field, revision);
      this.keep(field);
      return true;
    }
    this.say(`다른 사람이 바꾼 항목이 있습니다. ${first ? "아래에서" : "그 단계를 열어"} 골라 주세요.`, true);
    if (first) showConflict(first, told, (mine) => {
      this.revise(field, revision);
      if (mine) this.changed(first, 0);
      else this.write(field, list(told.theirs));
    });
    return true;
  }

  /* The one line of that kind under a field. */
  line(field, kind, text, role) {
    const [first] = this.controls(field);
    if (!first) return;
    const group = groupOf(first);
    const there = group.querySelector(`.${kind}`) || text && part("p", "", group, kind);
    if (text) Object.assign(there, { role, textContent: text });
    else there?.remove?.();
  }

  /* Gives back what was kept. */
  restore() {
    for (const [field, found] of Object.entries(this.kept())) {
      const [first] = this.controls(field);
      const alike = first && plain(found.values) === plain(this.values(field));
      if (alike && first.dataset.revision !== found.revision) this.keep(field);
      else {
        if (first) this.revise(field, found.revision);
        if (first && !alike) this.write(field, found.values);
        else this.waiting.add(field);
      }
    }
    if (!this.waiting.size && !this.timers.size) return;
    this.say("이 기기에 보관했던 내용을 불러왔습니다.", true);
    this.flush();
  }

  /* A form of ours carries everything; before any other one we send what waits. */
  submitted(event) {
    const form = event.target;
    const seen = form.elements.revisions;
    if (event.defaultPrevented) return;
    if (!this.forms.includes(form)) this.leave();
    else if (!navigator.onLine) {
      event.preventDefault();
      this.say(LOST, true);
    } else {
      this.ended = true;
      this.timers.forEach(clearTimeout);
      if (!seen) return;
      for (const { name, dataset } of form.elements) if (dataset.revision) seen.value += ` ${name}:${dataset.revision}`;
    }
  }

  leave() {
    if (this.ended) return;
    [...this.timers.keys(), ...this.waiting].forEach((field) => navigator.sendBeacon(this.url, this.body(field, this.state(field))));
  }
}

export function start(forms) { new Autosave(forms); }
