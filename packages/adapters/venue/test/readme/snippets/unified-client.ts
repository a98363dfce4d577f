import { createSecureClient, forkEnvironmentConfig, OrderSide } from "@polymarket/client";
import { privateKey } from "@polymarket/client/viem";

const venue = process.env["CLOB_API_URL"] ?? "http://127.0.0.1:8787";
const sockets = venue.replace("http:", "ws:");
const environment = forkEnvironmentConfig({
  name: "simulated venue",
  clob: {
    rest: venue,
    market: { ws: `${sockets}/ws/market` },
    user: { ws: `${sockets}/ws/user` },
  },
  gamma: { rest: `${venue}/gamma` },
  data: { rest: `${venue}/data-api` },
});
const client = await createSecureClient({
  environment,
  signer: privateKey("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"),
  // With the signer's own address no relayer and no chain are asked.
  wallet: "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
});

for await (const { items } of client.listMarkets({ closed: false })) {
  const tokenId = items[0]?.outcomes.yes.tokenId ?? "";
  const bought = await client.placeMarketOrder({ tokenId, side: OrderSide.BUY, amount: "5" });
  console.log(bought.ok ? bought.status : bought.message);
  break;
}
