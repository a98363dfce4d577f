import { Chain, ClobClient, OrderType, Side } from "@polymarket/clob-client-v2";
import { createWalletClient, http } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { polygon } from "viem/chains";

const host = process.env["CLOB_API_URL"] ?? "http://127.0.0.1:8787";
// A publicly known development key; never send it real money.
const key = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const signer = createWalletClient({
  account: privateKeyToAccount(key),
  chain: polygon,
  transport: http(), // never called: signing is local
});

const creds = await new ClobClient({ host, chain: Chain.POLYGON, signer }).createOrDeriveApiKey();
const client = new ClobClient({ host, chain: Chain.POLYGON, signer, creds });

const page: { data: { tokens: { token_id: string }[] }[] } = await client.getMarkets();
const tokenID = page.data[0]?.tokens[0]?.token_id ?? "";
const bought = await client.createAndPostMarketOrder(
  { tokenID, amount: 5, side: Side.BUY },
  undefined,
  OrderType.FOK,
);
console.log(bought.status, bought.takingAmount, "shares");
