CREATE TABLE `decision` (
	`decision_id` binary(16) NOT NULL,
	`product_id` binary(16) NOT NULL,
	`reason` enum('ordered','enough','paused','factory_missing') NOT NULL,
	`restock_id` binary(16),
	`quantity` int NOT NULL,
	`stock` int NOT NULL,
	`on_order` int NOT NULL,
	`waiting` int NOT NULL,
	`wanted` int NOT NULL,
	`reorder_point` int NOT NULL,
	`note` varchar(255),
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `decision_decision_id` PRIMARY KEY(`decision_id`)
);
--> statement-breakpoint
ALTER TABLE `product` ADD `reorder_mode` enum('fixed','auto') DEFAULT 'fixed' NOT NULL;--> statement-breakpoint
ALTER TABLE `product` ADD `service_level` double DEFAULT 0.95 NOT NULL;--> statement-breakpoint
ALTER TABLE `product` ADD `reorder_minimum` int DEFAULT 10 NOT NULL;--> statement-breakpoint
ALTER TABLE `product` ADD `reorder_multiple` int DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `product` ADD `reorder_maximum` int DEFAULT 1000 NOT NULL;--> statement-breakpoint
ALTER TABLE `product` ADD `auto_point` int;--> statement-breakpoint
ALTER TABLE `product` ADD `auto_quantity` int;--> statement-breakpoint
ALTER TABLE `product` ADD `auto_note` varchar(255);--> statement-breakpoint
CREATE INDEX `ix_decision_product` ON `decision` (`product_id`,`decision_id`);--> statement-breakpoint
CREATE INDEX `ix_decision_created` ON `decision` (`created_at`);