import { Chain, ClobClient } from "@polymarket/clob-client-v2";
import { Wallet } from "ethers";

const host = process.env["CLOB_API_URL"] ?? "http://127.0.0.1:8787";
const wallet = new Wallet("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
const client = new ClobClient({
  host,
  chain: Chain.POLYGON,
  // ethers 6 renamed the method that the official client calls.
  signer: {
    getAddress: () => wallet.getAddress(),
    _signTypedData: (domain, types, value) => wallet.signTypedData(domain, types, value),
  },
});
console.log((await client.createOrDeriveApiKey()).key);
