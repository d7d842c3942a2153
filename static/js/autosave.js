// Saves each changed field; what can't be sent stays on this device, for this person, until it can.
import { groupOf, part, showConflict } from "./conflict.js";

const PAUSE = 700;
const AGAIN = 2000;
const LOST = "연결이 끊겨 이 기기에 보관했습니다. 이어지면 자동으로 저장합니다.";
const timers = new Map();
const waiting = new Set();
const asked = new Set(); // a conflict: nothing is sent until one value is picked
let forms, url, prefix, sending, ended, elsewhere, again;
let pause = AGAIN;

const list = (value) => [].concat(value ?? "");
const picked = ({ type }) => ["radio", "checkbox"].includes(type);
const saves = ({ name, type, dataset }) => name && !/file|password|hidden|submit|button/.test(type) && !("noSave" in dataset);
/* The server may write blanks and thousands otherwise. */
const plain = (values) => values.map((each) => each.normalize().replace(/\r|,(?=\d{3})/g, "").trim()).join("\n");

const all = () => forms.flatMap((form) => [...form.elements]);
const controls = (field) => all().filter((each) => each.name === field);
const valuesOf = (field) => controls(field).filter((each) => !picked(each) || each.checked).map((each) => each.value);
const drawn = (field) => controls(field).filter((each) => !picked(each) || each.defaultChecked)
  .map((each) => each.defaultValue ?? ([...each].find((one) => one.defaultSelected) || each[0] || each).value);

function tell(control) {
  ["input", "change"].forEach((kind) => control.dispatchEvent(new Event(kind, { bubbles: true })));
}

function write(field, values) {
  controls(field).forEach((each) => {
    if (picked(each)) each.checked = values.includes(each.value);
    else each.value = values[0] ?? "";
  });
  tell(controls(field)[0]);
}

function revise(field, revision) {
  controls(field).forEach((each) => { each.dataset.revision = revision; });
}

function keep(field, value) {
  try {
    if (value) localStorage.setItem(prefix + field, JSON.stringify(value));
    else localStorage.removeItem(prefix + field);
  } catch { /* full: the page holds the text */ }
}

function kept() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return Object.fromEntries(keys.map((key) => [key.slice(prefix.length), JSON.parse(localStorage[key])]));
  } catch { return {}; }
}

function say(text, local = false) {
  document.querySelectorAll("[data-saved]").forEach((place) => {
    if (place.textContent !== text) place.textContent = text;
    place.classList.toggle("kept", local);
  });
}

function changed(control, wait) {
  if (!saves(control)) return;
  const field = control.name;
  keep(field, state(field));
  if (asked.has(field)) return;
  clearTimeout(timers.get(field));
  timers.set(field, setTimeout(() => { timers.delete(field); waiting.add(field); flush(); }, wait));
}

async function flush() {
  if (sending || ended) return;
  sending = true;
  for (const field of waiting) {
    waiting.delete(field);
    if (ended || !(await send(field))) {
      waiting.add(field);
      break;
    }
  }
  sending = false;
  if (!waiting.size && elsewhere && !ended) location.reload();
  if (!waiting.size || ended) return;
  clearTimeout(again);
  again = setTimeout(flush, pause);
  pause = Math.min(pause * 2, 6e4);
}

/* As the page shows it, or as kept for another page. */
function state(field) {
  const [first] = controls(field);
  return first ? { values: valuesOf(field), revision: first.dataset.revision || "0" } : kept()[field];
}

function bodyOf(field) {
  const { values, revision } = state(field);
  const body = new URLSearchParams({ field, revision, csrf_token: forms[0].elements.csrf_token?.value || "" });
  (values.length ? values : [""]).forEach((value) => body.append("value", value));
  return body;
}

const post = (field) => fetch(url, { method: "POST", body: bodyOf(field), headers: { "X-Requested-With": "fetch" } });

/* False: to be tried again. */
async function send(field) {
  const sent = state(field);
  if (!sent) return true;
  say("저장하는 중");
  let answer;
  try {
    answer = await post(field);
  } catch {
    say(LOST, true);
    return false;
  }
  if (answer.redirected || answer.status === 401) return signedOut();
  const told = await answer.json().catch(() => ({}));
  if (answer.ok) {
    pause = AGAIN;
    revise(field, told.revision);
    if (plain((state(field) || sent).values) === plain(sent.values)) keep(field);
    else waiting.add(field);
    if (!all().some(saves)) elsewhere = true; // nothing is typed here
    line(field, "unsaved");
    line(field, "origin", told.origin, "note");
    say(`${told.saved} 저장`);
    return true;
  }
  if (answer.status === 409) return conflict(field, told, sent);
  if (answer.status >= 500 || answer.status === 429) {
    say("아직 저장하지 못해 이 기기에 보관했습니다. 곧 다시 저장합니다.", true);
    return false;
  }
  line(field, "unsaved", list(told.sentences).join(" ") || "저장하지 못했습니다. 값과 권한을 확인해 주세요.", "alert");
  say("저장하지 못한 항목이 있습니다.", true);
  return true;
}

function signedOut() {
  ended = true;
  say("로그인이 끝나 이 기기에 보관했습니다. 다시 로그인하면 이어서 작성할 수 있습니다. ", true);
  const next = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
  document.querySelectorAll("[data-saved]").forEach((place) => { part("a", "로그인", place, "link").href = next; });
  return true;
}

function conflict(field, { theirs, theirs_by, revision }, { values }) {
  const [first] = controls(field);
  if (plain(list(theirs)) === plain(values)) {
    revise(field, revision);
    keep(field);
    return true;
  }
  say(`다른 사람이 바꾼 항목이 있습니다. ${first ? "아래에서" : "그 단계를 열어"} 골라 주세요.`, true);
  if (!first) return true;
  asked.add(field);
  showConflict(first, { mine: values, theirs, theirs_by }, (mine) => {
    asked.delete(field);
    revise(field, revision);
    if (mine) changed(first, 0);
    else write(field, list(theirs));
  });
  return true;
}

function line(field, kind, text, role) {
  const [first] = controls(field);
  if (!first) return;
  const group = groupOf(first);
  const there = group.querySelector(`.${kind}`) || text && part("p", "", group, kind);
  if (text) Object.assign(there, { role, textContent: text });
  else there?.remove?.();
}

function restore() {
  for (const [field, found] of Object.entries(kept())) {
    const [first] = controls(field);
    const [here, before, old] = [valuesOf(field), drawn(field), found.values].map(plain);
    if (first && before === old && first.dataset.revision !== found.revision) keep(field);
    else if (first && here !== before && here !== old) conflict(field, { ...found, theirs: found.values, theirs_by: "이 기기" }, state(field));
    else {
      if (first) revise(field, found.revision);
      if (first && here !== old) write(field, found.values);
      else waiting.add(field);
    }
  }
  if (waiting.size || timers.size) say("이 기기에 보관했던 내용을 불러왔습니다.", true);
}

/* Takes what was typed before this script came. What a browser puts back into a page loaded again is older:
   with revision 0 the server compares it with what is stored. */
function takeEarly() {
  const anew = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  new Set(all().filter(saves).map(({ name }) => name)).forEach((field) => {
    if (plain(valuesOf(field)) === plain(drawn(field)) || kept()[field]) return;
    if (!anew) revise(field, 0);
    tell(controls(field)[0]);
  });
}

const left = () => ended ? [] : [...timers.keys(), ...waiting].filter(state);

/* A form of ours carries everything; any other one goes once what waits was taken. */
function submitted(event) {
  const form = event.target;
  const seen = form.elements.revisions;
  if (event.defaultPrevented) return;
  if (!forms.includes(form)) {
    const fields = left();
    ended = true; // the page leaves
    if (!fields[0]) return;
    event.preventDefault();
    Promise.allSettled(fields.map(post)).then(() => form.requestSubmit(event.submitter));
  } else if (!navigator.onLine) {
    event.preventDefault();
    say(LOST, true);
  } else {
    ended = true;
    timers.forEach(clearTimeout);
    if (!seen) return;
    for (const { name, dataset } of form.elements) if (dataset.revision) seen.value += ` ${name}:${dataset.revision}`;
  }
}

function leave() {
  left().forEach((field) => navigator.sendBeacon(url, bodyOf(field)));
}

export function start(found) {
  forms = [...found];
  url = forms[0].dataset.autosave;
  prefix = `draft:${document.documentElement.dataset.person}:${url}:`;
  forms.forEach((form) => {
    form.addEventListener("input", (event) => changed(event.target, PAUSE));
    form.addEventListener("change", (event) => changed(event.target, 0));
  });
  document.addEventListener("submit", submitted);
  addEventListener("online", flush);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  restore();
  takeEarly();
  flush();
}
