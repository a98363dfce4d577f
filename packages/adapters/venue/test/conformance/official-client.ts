import { Chain, ClobClient, type ApiKeyCreds } from "@polymarket/clob-client-v2";
import { viemSigner, type Key, type OfficialSigner } from "./signers.ts";
import type { VenueUnderTest } from "./venue-under-test.ts";

/** The official client, pointed at a venue. */
export function clientOf(
  venue: VenueUnderTest,
  signer: OfficialSigner,
  creds?: ApiKeyCreds,
): ClobClient {
  return new ClobClient({
    host: venue.addresses.http,
    chain: Chain.POLYGON,
    signer,
    ...(creds === undefined ? {} : { creds }),
  });
}

/** The official client with an API key of its own. */
export async function tradingClient(venue: VenueUnderTest, key: Key): Promise<ClobClient> {
  const signer = viemSigner(key);
  return clientOf(venue, signer, await clientOf(venue, signer).createOrDeriveApiKey());
}
