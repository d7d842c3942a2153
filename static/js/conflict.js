// Two people wrote in one field: both values are shown and one is picked.
export const groupOf = (control) => control.closest(".form-group, .grade, td") || control.parentNode;

export function part(tag, text, parent, name = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = name;
  parent.append(made);
  return made;
}

export function buttons(parent, all, act) {
  const row = part("div", "", parent, "buttons");
  all.forEach(([text, kind], place) => {
    const button = part("button", text, row, `krds-btn ${kind}`);
    button.type = "button";
    button.addEventListener("click", () => act(place));
  });
}

export function showConflict(control, told, pick) {
  const group = groupOf(control);
  group.querySelector(".conflict")?.remove();
  const box = part("div", "", group, "conflict");
  box.role = "alert";
  part("p", "이 항목을 다른 사람이 먼저 바꿨습니다. 어느 값을 쓸지 골라 주세요.", box);
  const both = part("dl", "", box);
  const label = (value) => [].concat(value ?? "").map((each) => {
    const option = [...group.querySelectorAll("input, option")].find((one) => one.value === each && one.type !== "text");
    return (option?.labels?.[0] || option)?.textContent || each || "(빈 값)";
  }).join(", ");
  part("dt", "내 입력", both);
  part("dd", label(told.mine), both);
  part("dt", told.theirs_by ? `저장된 값 (${told.theirs_by})` : "저장된 값", both);
  part("dd", label(told.theirs), both);
  buttons(box, [["내 입력 사용", "small"], ["저장된 값 사용", "small"]], (place) => { box.remove(); control.focus(); pick(!place); });
  box.scrollIntoView({ block: "nearest" });
}
