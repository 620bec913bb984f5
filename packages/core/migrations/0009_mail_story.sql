ALTER TABLE `mail` ADD `correlation_id` varchar(64);--> statement-breakpoint
CREATE INDEX `ix_mail_correlation` ON `mail` (`correlation_id`);