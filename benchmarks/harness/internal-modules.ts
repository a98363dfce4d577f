import type * as jsonCapture from "../../packages/adapters/recordings/src/capture/json-capture.ts";
import type * as engineEvents from "../../packages/adapters/venue/src/matching/engine-events.ts";
import type * as matchingEngine from "../../packages/adapters/venue/src/matching/matching-engine.ts";
import type * as startVenue from "../../packages/adapters/venue/src/server/start-venue.ts";
import type * as replaySession from "../../packages/adapters/venue/src/trading/replay-session.ts";
import type * as openVenue from "../../packages/adapters/venue/src/venue/open-venue.ts";
import type * as keccak256 from "../../packages/adapters/venue/src/signing/keccak256.ts";
import type * as orderDigest from "../../packages/adapters/venue/src/signing/order-digest.ts";
import type * as signingDomain from "../../packages/adapters/venue/src/signing/signing-domain.ts";
import type * as marketTerms from "../../packages/adapters/venue/src/world/market-terms.ts";
import type * as worldDocument from "../../packages/adapters/venue/src/world/world-document.ts";
import type * as replayJournal from "../../packages/cli/src/journal/replay-journal.ts";
import type * as readRiskSettings from "../../packages/cli/src/risk-settings/read-risk-settings.ts";
import type * as busyStopwatch from "../../packages/cli/src/run/busy-stopwatch.ts";
import type * as envelopeWriter from "../../packages/cli/src/run/envelope-writer.ts";
import type * as executeRun from "../../packages/cli/src/run/execute-run.ts";
import type * as runDriver from "../../packages/cli/src/run/run-driver.ts";
import type * as selectBots from "../../packages/cli/src/run/select-bots.ts";
import type * as tradingBots from "../../packages/cli/src/run/trading-bots.ts";

/** Compiled modules that their packages do not export, and the sources that state their types. */
interface InternalModules {
  "cli/journal/replay-journal": typeof replayJournal;
  "cli/risk-settings/read-risk-settings": typeof readRiskSettings;
  "cli/run/busy-stopwatch": typeof busyStopwatch;
  "cli/run/envelope-writer": typeof envelopeWriter;
  "cli/run/execute-run": typeof executeRun;
  "cli/run/run-driver": typeof runDriver;
  "cli/run/select-bots": typeof selectBots;
  "cli/run/trading-bots": typeof tradingBots;
  "adapters/recordings/capture/json-capture": typeof jsonCapture;
  "adapters/venue/server/start-venue": typeof startVenue;
  "adapters/venue/trading/replay-session": typeof replaySession;
  "adapters/venue/venue/open-venue": typeof openVenue;
  "adapters/venue/signing/keccak256": typeof keccak256;
  "adapters/venue/signing/order-digest": typeof orderDigest;
  "adapters/venue/signing/signing-domain": typeof signingDomain;
  "adapters/venue/world/market-terms": typeof marketTerms;
  "adapters/venue/world/world-document": typeof worldDocument;
  "adapters/venue/matching/engine-events": typeof engineEvents;
  "adapters/venue/matching/matching-engine": typeof matchingEngine;
}

/** Imports a module that is not part of a public surface: what is measured is what users run. */
export async function loadInternal<K extends keyof InternalModules>(
  name: K,
): Promise<InternalModules[K]> {
  const at = name.startsWith("adapters/") ? name.indexOf("/", 9) : name.indexOf("/");
  const path = `../../packages/${name.slice(0, at)}/dist${name.slice(at)}.js`;
  return (await import(new URL(path, import.meta.url).href)) as InternalModules[K];
}
