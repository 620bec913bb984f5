DROP INDEX `ix_failure_queue` ON `failure`;--> statement-breakpoint
DROP INDEX `ix_orders_product` ON `orders`;--> statement-breakpoint
CREATE INDEX `ix_orders_product` ON `orders` (`product_id`,`status`,`confirmed_at`,`quantity`);