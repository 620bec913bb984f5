DROP INDEX `ix_feed_type` ON `feed`;--> statement-breakpoint
ALTER TABLE `orders` ADD `named_since` datetime(3) GENERATED ALWAYS AS (CASE WHEN customer_email IS NOT NULL THEN created_at END) VIRTUAL;--> statement-breakpoint
ALTER TABLE `reservation` ADD `named_since` datetime(3) GENERATED ALWAYS AS (CASE WHEN customer_email IS NOT NULL THEN closed_at END) VIRTUAL;--> statement-breakpoint
CREATE INDEX `ix_orders_named` ON `orders` (`named_since`);--> statement-breakpoint
CREATE INDEX `ix_reservation_named` ON `reservation` (`named_since`);--> statement-breakpoint
CREATE INDEX `ix_feed_type` ON `feed` (`type`,`received_at`);