CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`name` text NOT NULL,
	`live_mode` integer NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash_unique` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE TABLE `receipt_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`receipt_id` text NOT NULL,
	`raw_key` text,
	`stored` integer DEFAULT 0 NOT NULL,
	`counted` integer DEFAULT 0 NOT NULL,
	`repeated` integer DEFAULT 0 NOT NULL,
	`dead_lettered` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `receipt_messages_receipt` ON `receipt_messages` (`receipt_id`);--> statement-breakpoint
CREATE TABLE `receipts` (
	`id` text PRIMARY KEY NOT NULL,
	`key_id` text NOT NULL,
	`live_mode` integer NOT NULL,
	`idempotency_key` text,
	`body_hash` text,
	`created_at` integer NOT NULL,
	`recorded_at` integer DEFAULT (unixepoch() * 1000) NOT NULL,
	`sent` integer NOT NULL,
	`accepted` integer NOT NULL,
	`duplicates` integer NOT NULL,
	`counted_lines` text NOT NULL,
	`rejected` integer NOT NULL,
	`messages` integer NOT NULL,
	`queued` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `receipts_idempotency` ON `receipts` (`key_id`,`idempotency_key`);--> statement-breakpoint
CREATE INDEX `receipts_recorded` ON `receipts` (`recorded_at`);