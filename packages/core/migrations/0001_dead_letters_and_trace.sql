ALTER TABLE `outbox` ADD `correlation_id` varchar(64);--> statement-breakpoint
ALTER TABLE `failure` ADD `correlation_id` varchar(64);--> statement-breakpoint
ALTER TABLE `failure` ADD `told_at` datetime(3);--> statement-breakpoint
CREATE INDEX `ix_outbox_correlation` ON `outbox` (`correlation_id`);--> statement-breakpoint
CREATE INDEX `ix_failure_correlation` ON `failure` (`correlation_id`);--> statement-breakpoint
CREATE INDEX `ix_orders_correlation` ON `orders` (`correlation_id`);--> statement-breakpoint
CREATE INDEX `ix_restock_correlation` ON `restock` (`correlation_id`);