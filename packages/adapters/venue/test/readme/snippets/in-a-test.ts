import { defaultWorld, openVenue } from "@polytraders/venue";
import { startVenue } from "@polytraders/venue/server";

const venue = openVenue({ startMs: Date.UTC(2026, 0, 5), world: defaultWorld() });
venue.exchange.deposit("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", 1_000_000_000);
const server = await startVenue(venue, { speed: 0 });

// … run the bot against server.addresses.http, wsMarket, wsUser, gamma, data …

server.pacer.advanceBy(3_600_000); // an hour passes, with everything that happens in it
venue.exchange.audit(); // throws when a cent or a share is not accounted for
console.log(venue.exchange.trades({}).length > 0, venue.exchange.stateHash().length);
await server.close();
