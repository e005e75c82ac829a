// Reads a calendar from standard input with ical.js and tells each event as a clock in this process's zone shows it.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const pad = (number) => String(number).padStart(2, "0");
const shown = (time) => {
  const at = time.toJSDate();
  return time.isDate ? time.toString() : `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ${pad(at.getHours())}:${pad(at.getMinutes())}`;
};
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    start: shown(event.startDate),
    minutes: event.duration.toSeconds() / 60,
    sequence: event.sequence,
    status: component.getFirstPropertyValue("status"),
    summary: event.summary,
    description: event.description ?? "",
    alarms: component.getAllSubcomponents("valarm").map((alarm) => alarm.getFirstPropertyValue("trigger").toSeconds() / 60),
  };
});
process.stdout.write(JSON.stringify(events));
