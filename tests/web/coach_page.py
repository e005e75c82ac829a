"""A page of the running server that starts the coach's two workers, sends them frames and collects what they answer."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unpinch.web import assets

if TYPE_CHECKING:
    from playwright.sync_api import Page

PERSON = Path(__file__).with_name("data") / "person.jpg"
"""A woman on her back in the floss, drawn by our own figure; 418 by 260 pixels."""
LIMIT_MS = 120_000

START = """async ([address, open]) => {
  const one = new Worker(address, { type: "module" });
  const waiting = [];
  const said = [];
  const give = (answer) => (waiting.length ? waiting.shift()(answer) : said.push(answer));
  one.progress = [];
  one.onmessage = ({ data }) => (data.progress ? one.progress.push(data.progress) : give(data));
  one.onerror = (event) => give({ error: event.message ?? "the worker could not be started" });
  one.ask = (message, ...moved) => {
    one.postMessage(message, moved);
    return said.length ? said.shift() : new Promise((resolve) => waiting.push(resolve));
  };
  window.workers = { ...window.workers, [open.model ? "pose" : "coach"]: one };
  const answer = await one.ask({ open });
  return { answer, progress: one.progress };
}"""
LOOK = """async ([image, times]) => {
  const bytes = Uint8Array.from(atob(image), (letter) => letter.charCodeAt(0));
  const seen = [];
  for (const t_s of times) {
    const frame = await createImageBitmap(new Blob([bytes]));
    seen.push(await window.workers.pose.ask({ frame, t_s, width: frame.width, height: frame.height }, frame));
  }
  return seen;
}"""
TELL = """async (text) => {
  const said = [];
  for (const one of JSON.parse(text)) said.push(await window.workers.coach.ask(one));
  return JSON.stringify(said);
}"""


def start(page: Page, which: str) -> dict[str, Any]:
    """Start a worker of the kit; return its answer and the progress it told."""
    kit = assets.kit()
    names = {"pose": ("bundle", "wasm", "model"), "coach": ("pyodide", "core")}[which]
    found: dict[str, Any] = page.evaluate(START, [kit[f"{which}-worker"], {name: kit[name] for name in names}])
    return found


def look(page: Page, times: list[float]) -> list[dict[str, Any]]:
    """Show the pose worker the person at these times; return what it saw."""
    picture = base64.b64encode(PERSON.read_bytes()).decode()
    found: list[dict[str, Any]] = page.evaluate(LOOK, [picture, times])
    return found


def tell(page: Page, *messages: dict[str, Any]) -> list[dict[str, Any]]:
    """Send messages to the coach's worker, one after another; return its answers. As text, which travels faster."""
    found: list[dict[str, Any]] = json.loads(page.evaluate(TELL, json.dumps(messages)))
    return found
