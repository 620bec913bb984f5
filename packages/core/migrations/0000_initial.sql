CREATE TABLE `outbox` (
	`event_id` binary(16) NOT NULL,
	`type` varchar(64) NOT NULL,
	`correlation_id` varchar(64),
	`body` text NOT NULL,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`lease_until` datetime(3),
	`claim` binary(16),
	`sent_at` datetime(3),
	CONSTRAINT `outbox_event_id` PRIMARY KEY(`event_id`)
);
--> statement-breakpoint
CREATE TABLE `mail` (
	`mail_id` binary(16) NOT NULL,
	`recipient` varchar(255) NOT NULL,
	`subject` varchar(255) NOT NULL,
	`text` text NOT NULL,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`attempts` int NOT NULL DEFAULT 0,
	`lease_until` datetime(3),
	`sent_at` datetime(3),
	CONSTRAINT `mail_mail_id` PRIMARY KEY(`mail_id`)
);
--> statement-breakpoint
CREATE TABLE `failure` (
	`message_id` varchar(100) NOT NULL,
	`queue` varchar(32) NOT NULL,
	`reason` text NOT NULL,
	`receive_count` int NOT NULL,
	`failed_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`correlation_id` varchar(64),
	`told_at` datetime(3),
	CONSTRAINT `failure_message_id` PRIMARY KEY(`message_id`)
);
--> statement-breakpoint
CREATE TABLE `feed` (
	`event_id` binary(16) NOT NULL,
	`type` varchar(64) NOT NULL,
	`correlation_id` varchar(64) NOT NULL,
	`body` text NOT NULL,
	`received_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `feed_event_id` PRIMARY KEY(`event_id`)
);
--> statement-breakpoint
CREATE TABLE `incident` (
	`incident_id` binary(16) NOT NULL,
	`kind` enum('dead_letter','restock_overdue','restock_failed','quantity_mismatch','late_receipt','repeated_receipt','ledger_mismatch') NOT NULL,
	`severity` enum('info','warning','critical') NOT NULL,
	`status` enum('open','resolved') NOT NULL DEFAULT 'open',
	`sku` varchar(64),
	`restock_id` binary(16),
	`message` varchar(1000) NOT NULL,
	`count` int NOT NULL DEFAULT 1,
	`open_key` varchar(160),
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`resolved_at` datetime(3),
	CONSTRAINT `incident_incident_id` PRIMARY KEY(`incident_id`),
	CONSTRAINT `uq_incident_open` UNIQUE(`open_key`)
);
--> statement-breakpoint
CREATE TABLE `orders` (
	`order_id` binary(16) NOT NULL,
	`idem_key` varchar(255) NOT NULL,
	`request_hash` char(64) NOT NULL,
	`product_id` binary(16) NOT NULL,
	`quantity` int NOT NULL,
	`unit_price` int NOT NULL,
	`status` enum('pending','confirmed','cancelled') NOT NULL DEFAULT 'pending',
	`customer_name` varchar(100),
	`customer_email` varchar(254),
	`correlation_id` varchar(64) NOT NULL,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`confirmed_at` datetime(3),
	`announced_at` datetime(3),
	CONSTRAINT `orders_order_id` PRIMARY KEY(`order_id`),
	CONSTRAINT `uq_orders_idem` UNIQUE(`idem_key`),
	CONSTRAINT `ck_orders_quantity` CHECK(quantity > 0)
);
--> statement-breakpoint
CREATE TABLE `advertisement` (
	`ad_id` binary(16) NOT NULL,
	`status` boolean NOT NULL DEFAULT true,
	`manager_email` varchar(255) NOT NULL,
	CONSTRAINT `advertisement_ad_id` PRIMARY KEY(`ad_id`)
);
--> statement-breakpoint
CREATE TABLE `factory` (
	`factory_id` binary(16) NOT NULL,
	`identifier` varchar(64) NOT NULL,
	`name` varchar(128) NOT NULL,
	`manager_email` varchar(255) NOT NULL,
	`api` varchar(1024) NOT NULL DEFAULT '',
	CONSTRAINT `factory_factory_id` PRIMARY KEY(`factory_id`),
	CONSTRAINT `uq_factory_identifier` UNIQUE(`identifier`),
	CONSTRAINT `uq_factory_name` UNIQUE(`name`)
);
--> statement-breakpoint
CREATE TABLE `product` (
	`product_id` binary(16) NOT NULL,
	`sku` varchar(64) NOT NULL,
	`name` varchar(128) NOT NULL,
	`price` int NOT NULL,
	`stock` int NOT NULL DEFAULT 0,
	`initial_stock` int NOT NULL DEFAULT 0,
	`factory_id` binary(16) NOT NULL,
	`ad_id` binary(16),
	`reorder_point` int NOT NULL DEFAULT 0,
	`reorder_quantity` int NOT NULL DEFAULT 10,
	`sold_out_at` datetime(3),
	`refused_at` datetime(3),
	`restock_after` datetime(3),
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `product_product_id` PRIMARY KEY(`product_id`),
	CONSTRAINT `uq_product_sku` UNIQUE(`sku`),
	CONSTRAINT `uq_product_name` UNIQUE(`name`),
	CONSTRAINT `ck_product_stock` CHECK(stock >= 0),
	CONSTRAINT `ck_product_price` CHECK(price >= 0)
);
--> statement-breakpoint
CREATE TABLE `restock` (
	`restock_id` binary(16) NOT NULL,
	`product_id` binary(16) NOT NULL,
	`factory_id` binary(16) NOT NULL,
	`quantity` int NOT NULL,
	`status` enum('requested','accepted','overdue','completed','failed','cancelled') NOT NULL,
	`open_key` binary(16),
	`correlation_id` varchar(64) NOT NULL,
	`asked` int NOT NULL DEFAULT 1,
	`reminders` int NOT NULL DEFAULT 0,
	`attempts` int NOT NULL DEFAULT 0,
	`lease_until` datetime(3),
	`requested_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`expected_at` datetime(3) NOT NULL,
	`due_at` datetime(3) NOT NULL,
	`accepted_at` datetime(3),
	`completed_at` datetime(3),
	`receipt_id` binary(16),
	CONSTRAINT `restock_restock_id` PRIMARY KEY(`restock_id`),
	CONSTRAINT `uq_restock_open` UNIQUE(`open_key`),
	CONSTRAINT `ck_restock_quantity` CHECK(quantity > 0)
);
--> statement-breakpoint
CREATE TABLE `adjustment` (
	`adjustment_id` binary(16) NOT NULL,
	`product_id` binary(16) NOT NULL,
	`delta` int NOT NULL,
	`reason` varchar(200) NOT NULL,
	`idem_key` varchar(255) NOT NULL,
	`request_hash` char(64) NOT NULL,
	`created_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	CONSTRAINT `adjustment_adjustment_id` PRIMARY KEY(`adjustment_id`),
	CONSTRAINT `uq_adjustment_idem` UNIQUE(`idem_key`)
);
--> statement-breakpoint
CREATE INDEX `ix_outbox_unsent` ON `outbox` (`sent_at`,`created_at`);--> statement-breakpoint
CREATE INDEX `ix_outbox_claim` ON `outbox` (`claim`);--> statement-breakpoint
CREATE INDEX `ix_outbox_correlation` ON `outbox` (`correlation_id`);--> statement-breakpoint
CREATE INDEX `ix_mail_unsent` ON `mail` (`sent_at`,`created_at`);--> statement-breakpoint
CREATE INDEX `ix_failure_queue` ON `failure` (`queue`,`failed_at`);--> statement-breakpoint
CREATE INDEX `ix_failure_correlation` ON `failure` (`correlation_id`);--> statement-breakpoint
CREATE INDEX `ix_feed_type` ON `feed` (`type`,`event_id`);--> statement-breakpoint
CREATE INDEX `ix_feed_correlation` ON `feed` (`correlation_id`);--> statement-breakpoint
CREATE INDEX `ix_incident_kind` ON `incident` (`kind`,`incident_id`);--> statement-breakpoint
CREATE INDEX `ix_orders_product` ON `orders` (`product_id`,`status`,`confirmed_at`);--> statement-breakpoint
CREATE INDEX `ix_orders_announce` ON `orders` (`status`,`announced_at`,`created_at`);--> statement-breakpoint
CREATE INDEX `ix_orders_correlation` ON `orders` (`correlation_id`);--> statement-breakpoint
CREATE INDEX `ix_product_ad` ON `product` (`ad_id`,`stock`);--> statement-breakpoint
CREATE INDEX `ix_restock_product` ON `restock` (`product_id`,`completed_at`);--> statement-breakpoint
CREATE INDEX `ix_restock_factory` ON `restock` (`factory_id`,`completed_at`);--> statement-breakpoint
CREATE INDEX `ix_restock_due` ON `restock` (`status`,`due_at`);--> statement-breakpoint
CREATE INDEX `ix_restock_correlation` ON `restock` (`correlation_id`);--> statement-breakpoint
CREATE INDEX `ix_adjustment_product` ON `adjustment` (`product_id`,`created_at`);