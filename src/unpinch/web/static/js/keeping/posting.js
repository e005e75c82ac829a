// POST of sealed lines, one entry each (application/x-ndjson). The answer: {"items": [{"number": line, "status": ...}], "cursor"};
// {"door"} where it wasn't taken (true: the door is closed); {"erased"} where the record was deleted; null where nobody answered.
const TRY_MS = 8_000;
const ERASED = 410;
const MOST_KEPT_ALIVE = 15_000; // characters; browsers take no more than 64 KB at once after a page is gone

export async function post(fetcher, api, lines) {
  const body = lines.join("\n") + "\n";
  const keepalive = body.length < MOST_KEPT_ALIVE; // goes on when the page is closed meanwhile
  try {
    const answer = await fetcher(api, { method: "POST", body, keepalive, headers: { "Content-Type": "application/x-ndjson" }, credentials: "same-origin", signal: AbortSignal.timeout(TRY_MS) });
    if (answer.status === ERASED) return { erased: true };
    return answer.ok ? await answer.json() : { door: answer.status === 401 || answer.status === 403 };
  } catch {
    return null;
  }
}
