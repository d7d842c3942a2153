// Sends files in pieces with progress, going on where a broken connection left off; without it the plain form does.
const PIECE = 4e5;
const megabytes = (bytes) => `${Math.ceil(bytes / 104858) / 10}MB`;

function line(form, list, file) {
  const item = document.createElement("li");
  item.innerHTML = `<span class="name"></span><span class="meta"><progress max="1" value="0"></progress> <span role="status"></span></span><button type="button" class="krds-btn small">${form.waits ? "빼기" : "취소"}</button>`;
  const [name, , bar, text, stop] = item.querySelectorAll("*");
  name.textContent = file.name;
  bar.ariaLabel = `${file.name} 올리는 중`;
  list.append(item);
  const end = (sentence, bad) => {
    bar.remove();
    text.textContent = sentence;
    item.classList.toggle("bad", bad);
    if (!form.waits) stop.remove();
  };
  const shown = { item, bar, text, end };
  stop.onclick = () => {
    shown.stopped = true;
    if (form.waits) item.remove();
  };
  return shown;
}

function objection(form, file) {
  const allowed = form.dataset.extensions.split(",");
  const ending = file.name.split(".").pop().toLowerCase();
  const most = form.dataset.mostMb;
  if (!allowed.includes(ending)) return `${ending} 파일은 올릴 수 없습니다. ${allowed.join(", ").toUpperCase()} 파일로 올려 주세요.`;
  return file.size > most * 1048576 ? `${megabytes(file.size)}입니다. ${most}MB보다 작게 줄여 주세요.` : "";
}

/* Posts until answered. */
async function post(form, shown, url, values) {
  const body = new FormData();
  values.csrf_token = form.querySelector("[name=csrf_token]")?.value;
  for (const name in values) body.append(name, values[name]);
  for (let wait = 1; !shown.stopped; wait = Math.min(wait * 2, 8)) {
    try {
      const answer = await fetch(url, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      if (answer.status < 500) return { good: answer.ok, ...(await answer.json().catch(() => ({}))) };
    } catch {}
    shown.text.textContent = "연결이 끊겼습니다. 이어지면 계속 올립니다.";
    await new Promise((go) => setTimeout(go, wait * 1000));
  }
  return { sentences: ["취소했습니다."] };
}

async function send(form, input, file, shown) {
  let at = await post(form, shown, form.dataset.upload, { name: file.name, size: file.size, stamp: file.lastModified });
  while (at.offset < file.size) {
    shown.bar.value = at.offset / file.size;
    shown.text.textContent = `${Math.floor(100 * shown.bar.value)}% · ${megabytes(file.size)}`;
    at = await post(form, shown, at.url, { offset: at.offset, piece: file.slice(at.offset, at.offset + PIECE) });
  }
  const name = `${input.name}-arrived`;
  if (at.id && form.waits) {
    shown.item.insertAdjacentHTML("beforeend", `<input type="hidden" name="${name}" value="${at.id}">`);
    at = { good: true, note: "받았습니다. 아래 단추를 누르면 저장됩니다." };
  } else if (at.id) at = await post(form, shown, form.action, { act: at.id, [name]: at.id });
  shown.end(at.good ? at.note || `${megabytes(file.size)} · 올림 완료` : [at.sentence].concat(at.sentences).join(" ").trim() || "올리지 못했습니다. 다시 해 주세요.", !at.good);
  return at.good;
}

async function sendAll(form, input, files) {
  let list = document.querySelector(form.dataset.list) || form.querySelector(".upload-list");
  if (!list) {
    list = document.createElement("ul");
    list.className = "upload-list";
    if (form.waits) input.closest(".form-group").append(list);
    else form.before(list);
  }
  let good = true;
  for (const [file, shown] of files.map((file) => [file, line(form, list, file)])) {
    const fault = objection(form, file);
    if (fault) shown.end(fault, true);
    if (fault || !(await send(form, input, file, shown))) good = false;
  }
  return good;
}

export function start(forms) {
  forms.forEach((form) => {
    const input = form.querySelector("input[type=file]");
    const drop = form.querySelector(".drop");
    form.waits = "waits" in form.dataset;
    let busy = 0;
    let sent = false;
    if (!form.waits) form.querySelector("button:not([type=button])").hidden = input.multiple = true;
    drop?.classList.add("ready");
    const go = async () => {
      const files = [...input.files];
      input.value = "";
      busy += 1;
      const good = await sendAll(form, input, files);
      busy -= 1;
      if (busy) return;
      if (sent && good) form.requestSubmit();
      sent = false;
      if (good && !form.waits) location.reload();
    };
    input.addEventListener("change", go);
    form.addEventListener("submit", (event) => { if (busy) { sent = true; event.preventDefault(); } });
    if (input.files.length) go();
  });
}
