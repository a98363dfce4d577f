import { expect, it } from "vitest";
import { describeInstallFailure } from "../install-failure.mjs";

const offline = `npm error code ECONNREFUSED
npm error FetchError: request to http://127.0.0.1:9/pnpm failed, reason: connect ECONNREFUSED 127.0.0.1:9
npm error     at ClientRequest.<anonymous> (/usr/lib/node_modules/npm/index.js:130:14)`;

it("says what was tried, why it failed and what to do, without a stack trace", () => {
  const message = describeInstallFailure(offline, { npm_config_registry: "http://127.0.0.1:9" });
  expect(message).toMatch(/registry could not be reached/);
  expect(message).toMatch(/Tried: .*pnpm@\d+\.\d+\.\d+ install, registry http:\/\/127\.0\.0\.1:9/);
  expect(message).toMatch(/Reason: .*connect ECONNREFUSED/);
  expect(message).toMatch(/To do: .*same\n +command again/);
  expect(message).not.toMatch(/\n\s+at /);
});

it("tells a lockfile that is behind from a network that is down", () => {
  expect(describeInstallFailure("ERR_PNPM_OUTDATED_LOCKFILE Cannot install")).toMatch(
    /commit pnpm-lock/,
  );
});

it("passes on the last lines of any other failure", () => {
  expect(describeInstallFailure("a\nENOSPC: no space left\n")).toMatch(/ENOSPC: no space left/);
});
