// Opens a venue in this process, gives a wallet some money and runs the bot against it.
import { defaultWorld, openVenue } from "@polytraders/venue";
import { startVenue } from "@polytraders/venue/server";

// A publicly known development key; never send it real money.
process.env["PRIVATE_KEY"] = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const wallet = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

const venue = openVenue({ startMs: Date.now(), world: defaultWorld() });
venue.exchange.deposit(wallet, 1_000_000_000);
const server = await startVenue(venue);
process.env["CLOB_API_URL"] = server.addresses.http;
await import("./bot.js");
await server.close();
