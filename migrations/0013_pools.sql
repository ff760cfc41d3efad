ALTER TABLE `accounts` ADD `pool` text;--> statement-breakpoint
CREATE INDEX `accounts_pool` ON `accounts` (`pool`) WHERE pool IS NOT NULL;