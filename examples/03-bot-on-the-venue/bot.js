// A bot that uses Polymarket's official client and knows nothing of this project: only the host differs.
import { Chain, ClobClient, OrderType, Side } from "@polymarket/clob-client-v2";
import { createWalletClient, http } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { polygon } from "viem/chains";

const { CLOB_API_URL: host = "https://clob.polymarket.com", PRIVATE_KEY = "" } = process.env;
const account = privateKeyToAccount(`0x${PRIVATE_KEY.replace(/^0x/, "")}`);
const signer = createWalletClient({ account, chain: polygon, transport: http() });

const creds = await new ClobClient({ host, chain: Chain.POLYGON, signer }).createOrDeriveApiKey();
const client = new ClobClient({ host, chain: Chain.POLYGON, signer, creds });

const [market] = (await client.getMarkets()).data;
const tokenID = market.tokens[0].token_id;
const { bids, asks } = await client.getOrderBook(tokenID);
console.log(`${market.question} ${bids.at(-1)?.price} / ${asks.at(-1)?.price}`);

const bid = await client.createAndPostOrder({ tokenID, price: 0.1, size: 20, side: Side.BUY });
console.log(`bid: ${bid.status} ${bid.orderID}`);

const bought = await client.createAndPostMarketOrder(
  { tokenID, amount: 5, side: Side.BUY },
  undefined,
  OrderType.FOK,
);
console.log(`bought: ${bought.status}, ${bought.takingAmount} shares for ${bought.makingAmount}`);

const { canceled } = await client.cancelAll();
console.log(`cancelled: ${canceled.length}`);
