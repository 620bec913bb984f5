CREATE TABLE `reservation` (
	`reservation_id` binary(16) NOT NULL,
	`idem_key` varchar(255) NOT NULL,
	`request_hash` char(64) NOT NULL,
	`product_id` binary(16) NOT NULL,
	`quantity` int NOT NULL,
	`unit_price` int NOT NULL,
	`status` enum('waiting','fulfilled','cancelled') NOT NULL DEFAULT 'waiting',
	`place` int,
	`waiting_key` char(64),
	`customer_name` varchar(100),
	`customer_email` varchar(254),
	`language` enum('ko','en'),
	`correlation_id` varchar(64) NOT NULL,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`closed_at` datetime(3),
	CONSTRAINT `reservation_reservation_id` PRIMARY KEY(`reservation_id`),
	CONSTRAINT `uq_reservation_idem` UNIQUE(`idem_key`),
	CONSTRAINT `uq_reservation_waiting` UNIQUE(`waiting_key`),
	CONSTRAINT `ck_reservation_quantity` CHECK(quantity > 0)
);
--> statement-breakpoint
DROP INDEX `ix_product_ad` ON `product`;--> statement-breakpoint
ALTER TABLE `decision` MODIFY COLUMN `reason` enum('ordered','enough','not_restocked','paused','factory_missing') NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `language` enum('ko','en');--> statement-breakpoint
ALTER TABLE `orders` ADD `mailed_at` datetime(3);--> statement-breakpoint
ALTER TABLE `orders` ADD `cancelled_at` datetime(3);--> statement-breakpoint
ALTER TABLE `product` ADD `waiting` int DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `product` ADD `line` int DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `product` ADD `retired` boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `product` ADD `restocking` boolean DEFAULT true NOT NULL;--> statement-breakpoint
CREATE INDEX `ix_reservation_line` ON `reservation` (`product_id`,`status`,`place`);--> statement-breakpoint
CREATE INDEX `ix_reservation_correlation` ON `reservation` (`correlation_id`);--> statement-breakpoint
CREATE INDEX `ix_reservation_customer` ON `reservation` (`customer_email`);--> statement-breakpoint
ALTER TABLE `product` ADD CONSTRAINT `ck_product_waiting` CHECK (waiting >= 0);--> statement-breakpoint
CREATE INDEX `ix_orders_customer` ON `orders` (`customer_email`);--> statement-breakpoint
CREATE INDEX `ix_product_ad` ON `product` (`ad_id`);