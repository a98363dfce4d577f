import type * as jsonCapture from "../../packages/adapters/recordings/src/capture/json-capture.ts";
import type * as engineEvents from "../../packages/adapters/venue/src/matching/engine-events.ts";
import type * as matchingEngine from "../../packages/adapters/venue/src/matching/matching-engine.ts";
import type * as createExchange from "../../packages/adapters/venue/src/exchange/create-exchange.ts";
import type * as marketFeed from "../../packages/adapters/venue/src/feed/market-feed.ts";
import type * as userFeed from "../../packages/adapters/venue/src/feed/user-feed.ts";
import type * as createGateway from "../../packages/adapters/venue/src/gateway/create-gateway.ts";
import type * as sessionStore from "../../packages/adapters/venue/src/gateway/session-store.ts";
import type * as attachChannels from "../../packages/adapters/venue/src/server/channels/attach-channels.ts";
import type * as systemClock from "../../packages/adapters/venue/src/server/system-clock.ts";
import type * as venueServer from "../../packages/adapters/venue/src/server/venue-server.ts";
import type * as keccak256 from "../../packages/adapters/venue/src/signing/keccak256.ts";
import type * as orderDigest from "../../packages/adapters/venue/src/signing/order-digest.ts";
import type * as signingDomain from "../../packages/adapters/venue/src/signing/signing-domain.ts";
import type * as walletRegistry from "../../packages/adapters/venue/src/signing/wallet-registry.ts";
import type * as marketTerms from "../../packages/adapters/venue/src/world/market-terms.ts";
import type * as worldDocument from "../../packages/adapters/venue/src/world/world-document.ts";
import type * as busyStopwatch from "../../packages/cli/src/run/busy-stopwatch.ts";
import type * as envelopeWriter from "../../packages/cli/src/run/envelope-writer.ts";
import type * as executeRun from "../../packages/cli/src/run/execute-run.ts";

/** Compiled modules that their packages do not export, and the sources that state their types. */
interface InternalModules {
  "cli/run/busy-stopwatch": typeof busyStopwatch;
  "cli/run/envelope-writer": typeof envelopeWriter;
  "cli/run/execute-run": typeof executeRun;
  "adapters/recordings/capture/json-capture": typeof jsonCapture;
  "adapters/venue/exchange/create-exchange": typeof createExchange;
  "adapters/venue/feed/market-feed": typeof marketFeed;
  "adapters/venue/feed/user-feed": typeof userFeed;
  "adapters/venue/gateway/create-gateway": typeof createGateway;
  "adapters/venue/gateway/session-store": typeof sessionStore;
  "adapters/venue/server/channels/attach-channels": typeof attachChannels;
  "adapters/venue/server/system-clock": typeof systemClock;
  "adapters/venue/server/venue-server": typeof venueServer;
  "adapters/venue/signing/keccak256": typeof keccak256;
  "adapters/venue/signing/order-digest": typeof orderDigest;
  "adapters/venue/signing/signing-domain": typeof signingDomain;
  "adapters/venue/signing/wallet-registry": typeof walletRegistry;
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
