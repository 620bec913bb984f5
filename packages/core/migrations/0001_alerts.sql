CREATE TABLE `alert_channel` (
	`name` varchar(16) NOT NULL,
	`free_at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
	`attempts` int NOT NULL DEFAULT 0,
	CONSTRAINT `alert_channel_name` PRIMARY KEY(`name`)
);
--> statement-breakpoint
ALTER TABLE `failure` ADD `seen_at` datetime(3) DEFAULT CURRENT_TIMESTAMP(3) NOT NULL;--> statement-breakpoint
ALTER TABLE `incident` ADD `mailed_at` datetime(3);--> statement-breakpoint
ALTER TABLE `incident` ADD `posted_at` datetime(3);--> statement-breakpoint
CREATE INDEX `ix_failure_seen` ON `failure` (`seen_at`);--> statement-breakpoint
CREATE INDEX `ix_feed_received` ON `feed` (`received_at`);--> statement-breakpoint
CREATE INDEX `ix_incident_mailed` ON `incident` (`status`,`mailed_at`);--> statement-breakpoint
CREATE INDEX `ix_incident_posted` ON `incident` (`status`,`posted_at`);--> statement-breakpoint
CREATE INDEX `ix_incident_resolved` ON `incident` (`resolved_at`);