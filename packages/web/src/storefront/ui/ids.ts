/** Ids of a product's parts on the page, which labels and keyboards refer to. */
export const titleId = (sku: string): string => `name-${sku}`;
export const linkId = (sku: string): string => `link-${sku}`;
export const quantityId = (sku: string): string => `quantity-${sku}`;
export const orderButtonId = (sku: string): string => `order-${sku}`;
/** Of a field of a form on the page. */
export const fieldId = (name: string): string => `field-${name}`;
/** Of an order and of a reservation of this device; one that was served has the id of its order. */
export const rowId = (id: string): string => `row-${id}`;
export const ticketId = (id: string): string => `ticket-${id}`;
/** That a product has come back. */
export const BACK = "back";
/** What is read first on a page that one has just come to. */
export const HEADING = "heading";
