// Whether the browser promised not to delete what is kept here. Asked for when there is something to lose.
let known = null;

export async function lasting() {
  known ??= await navigator.storage?.persisted?.().catch(() => null) ?? null;
  return known;
}

export async function askToLast() {
  known = await navigator.storage?.persist?.().catch(() => null) ?? null;
  return known;
}
