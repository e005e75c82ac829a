// What a page that is swapped in needs beside its body: the look that stands on <html>; and sentences that come without a page.
export function refresh({ documentElement: { dataset } }) {
  Object.assign(document.documentElement.dataset, dataset);
}

// Says something at the top of the page, above whatever is being typed.
export function say(words) {
  const line = document.querySelector(".unanswered") ?? Object.assign(document.createElement("p"), { className: "waiting unanswered" });
  line.setAttribute("role", "alert");
  document.getElementById("main").prepend(line);
  line.textContent = words;
}
