// Follows a job: asks its address until it is finished, then opens where it leads.

async function follow(box) {
  const bar = box.querySelector("progress");
  const text = box.querySelector("[data-poll-text]");
  for (let pause = 1000; box.isConnected; pause = Math.min(pause * 1.3, 10000)) {
    await new Promise((done) => { setTimeout(done, pause); });
    try {
      const answer = await fetch(box.dataset.poll, { headers: { "X-Requested-With": "fetch" } });
      if (answer.status === 401 || answer.status === 403) { text.textContent = "로그인이 끝났습니다. 다시 로그인해 주세요."; return; }
      if (!answer.ok) throw new Error(String(answer.status));
      const job = await answer.json();
      if (bar && job.total) { bar.max = job.total; bar.value = job.done; }
      if (text && job.text && text.textContent !== job.text) text.textContent = job.text;
      if (job.finished) { if (job.location) location.assign(job.location); else location.reload(); return; }
    } catch {
      text.textContent = "연결이 끊겼습니다. 다시 이어지면 계속 보여 드립니다.";
    }
  }
}

export function start(boxes) { boxes.forEach(follow); }
