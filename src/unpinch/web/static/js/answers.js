// What the answers to a stop lead to, looked up in the table. Pure.
export const ANSWERS = ["yes", "no", "not_sure"];

// The first line of the table whose every part was said ("reason:tingling where:buttock").
export function eventFor(next, values) {
  const one = (name) => (values[name] === undefined ? [] : [`${name}:${{ true: "yes", false: "no" }[values[name]] ?? values[name]}`]);
  const lists = [...values.alarms.map((a) => `alarm:${a}`), ...values.where.map((w) => `where:${w}`)];
  const said = new Set(["done", ...lists, ...["reason", "leg_pain", "back_pain", "back_sharp"].flatMap(one)]);
  return Object.keys(next).find((line) => line.split(" ").every((part) => said.has(part))) ?? "done";
}

// The answer to one plain question, as the screening entry it is.
export function screening(question, answer) {
  const lists = Object.fromEntries(ANSWERS.map((name) => [name, name === answer ? [question] : []]));
  return { kind: "screening", values: { scope: "event", ...lists } };
}

// Whether all that a stop must tell was said; the lines that ask for the rest are shown.
export function complete(form) {
  const said = new FormData(form);
  const asks = [...form.querySelectorAll("[data-need]")];
  for (const line of asks) line.hidden = said.has(line.dataset.need);
  const missing = asks.find((line) => !line.hidden);
  missing?.scrollIntoView({ block: "center" });
  return !missing;
}

// A form's answers as an entry's values; what wasn't answered is left out.
export function spoken(form) {
  const number = (name) => (form.get(name) ? { [name]: Number(form.get(name)) } : {});
  const sharp = form.get("back_sharp") ? { back_sharp: form.get("back_sharp") === "yes" } : {};
  return { reason: form.get("reason"), where: form.getAll("where"), alarms: form.getAll("alarms"), ...number("leg_pain"), ...number("back_pain"), ...sharp };
}
