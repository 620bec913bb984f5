ALTER TABLE `orders` MODIFY COLUMN `status` enum('pending','confirmed','cancelled','refused') NOT NULL DEFAULT 'pending';--> statement-breakpoint
ALTER TABLE `orders` ADD `lane` enum('normal','surge') DEFAULT 'normal' NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `refused_at` datetime(3);--> statement-breakpoint
ALTER TABLE `product` ADD `lane` enum('normal','surge') DEFAULT 'normal' NOT NULL;