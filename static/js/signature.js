// A signature drawn with finger, pen or mouse; the typed name beside it does without drawing.
function pad(box) {
  const canvas = box.querySelector("canvas");
  const image = box.querySelector("[data-signature-image]");
  const clear = box.querySelector("[data-signature-clear]");
  const pen = canvas.getContext("2d");
  let drawing = false;

  function size() {
    const scale = devicePixelRatio || 1;
    canvas.width = canvas.clientWidth * scale;
    canvas.height = canvas.clientHeight * scale;
    pen.scale(scale, scale);
    Object.assign(pen, { lineWidth: 2.5, lineCap: "round", lineJoin: "round", strokeStyle: getComputedStyle(canvas).color });
  }
  function put(value) {
    image.value = value;
    image.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function draw(event, aside = 0) {
    pen.lineTo(event.offsetX + aside, event.offsetY);
    pen.stroke();
  }

  canvas.hidden = false;
  clear.parentNode.hidden = false;
  size();
  canvas.addEventListener("pointerdown", (event) => {
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(event.offsetX, event.offsetY);
    draw(event, 0.1);
  });
  canvas.addEventListener("pointermove", (event) => { if (drawing) draw(event); });
  ["pointerup", "pointercancel"].forEach((kind) => canvas.addEventListener(kind, () => {
    if (drawing) put(canvas.toDataURL("image/png"));
    drawing = false;
  }));
  clear.addEventListener("click", () => { pen.clearRect(0, 0, canvas.width, canvas.height); put(""); });
}

export function start(boxes) { boxes.forEach(pad); }
