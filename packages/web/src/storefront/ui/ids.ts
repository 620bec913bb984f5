/** Ids of a product's parts on the page, which labels and keyboards refer to. */
export const titleId = (sku: string): string => `name-${sku}`;
export const quantityId = (sku: string): string => `quantity-${sku}`;
export const orderButtonId = (sku: string): string => `order-${sku}`;
