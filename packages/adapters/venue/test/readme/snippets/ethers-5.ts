import { Chain, ClobClient } from "@polymarket/clob-client-v2";
import { Wallet } from "ethers5";

const host = process.env["CLOB_API_URL"] ?? "http://127.0.0.1:8787";
const signer = new Wallet("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
const client = new ClobClient({ host, chain: Chain.POLYGON, signer });
console.log((await client.createOrDeriveApiKey()).key);
