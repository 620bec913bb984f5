import type { Database } from "../db/client.ts";
import { advertisement, factory, product } from "./product.sql.ts";

/** Ids are fixed, so that seeding twice is seeding once. */
const id = (kind: string, number: number) =>
  `00000000-0000-7000-8${kind}00-${String(number).padStart(12, "0")}`;

const factories = [
  { identifier: "FF-500293", name: "부산도너츠 공장", managerEmail: "dob_factory@codeatates.com", api: "" },
  { identifier: "FF-500417", name: "제주 오븐 공방", managerEmail: "oven@jeju-bakery.example", api: "" },
].map((row, index) => ({ factoryId: id("0", index + 1), ...row }));

const managers = ["glazed", "cream", "mugwort", "hallabong", "matcha", "sesame", "book"];
// One for each product, in their order: an advertisement that is shared runs as long as any of its products can be bought.
const advertisements = [
  "dob_ad@codeatates.com",
  ...managers.map((name) => `${name}_ad@donut-states.example`),
].map((managerEmail, index) => ({ adId: id("1", index + 1), status: true, managerEmail }));

const BUSAN = id("0", 1);
const JEJU = id("0", 2);

const products = [
  { sku: "CP-502101", name: "부산도너츠", price: 19_900, stock: 3, factoryId: BUSAN },
  { sku: "CP-502102", name: "오리지널 글레이즈드", price: 2_500, stock: 40, factoryId: BUSAN },
  { sku: "CP-502103", name: "우유 크림 도넛", price: 3_800, stock: 12, factoryId: BUSAN },
  { sku: "CP-502104", name: "쑥 인절미 도넛", price: 4_200, stock: 5, factoryId: BUSAN },
  { sku: "CP-502105", name: "제주 한라봉 도넛", price: 4_500, stock: 8, factoryId: JEJU },
  { sku: "CP-502106", name: "제주 말차 크룰러", price: 4_900, stock: 24, factoryId: JEJU },
  { sku: "CP-502107", name: "흑임자 올드패션", price: 3_900, stock: 1, factoryId: JEJU },
  { sku: "BK-100001", name: "도넛의 역사 (책)", price: 22_000, stock: 2, factoryId: JEJU },
].map((row, index) => ({
  productId: id("2", index + 1),
  adId: id("1", index + 1),
  initialStock: row.stock,
  ...row,
}));

/** Fills an empty store with its catalogue; rows that exist are left as they are, so it is safe to repeat. */
export async function seed(db: Database): Promise<void> {
  await db.insert(factory).ignore().values(factories);
  await db.insert(advertisement).ignore().values(advertisements);
  await db.insert(product).ignore().values(products);
}
