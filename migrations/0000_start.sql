CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`name` text NOT NULL,
	`account` text NOT NULL,
	`mode` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`last_used_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash_unique` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE TABLE `alerts` (
	`id` text PRIMARY KEY NOT NULL,
	`scope` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`state` text NOT NULL,
	`detail` text NOT NULL,
	`at` integer NOT NULL,
	`delivered_at` integer
);
--> statement-breakpoint
CREATE INDEX `alerts_undelivered` ON `alerts` (`delivered_at`,`at`);--> statement-breakpoint
CREATE TABLE `data_quality_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`scope` text NOT NULL,
	`table_name` text NOT NULL,
	`check_name` text NOT NULL,
	`status` text NOT NULL,
	`value` real NOT NULL,
	`threshold` real NOT NULL,
	`detail` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `data_quality_log_check` ON `data_quality_log` (`scope`,`table_name`,`check_name`);--> statement-breakpoint
CREATE TABLE `dead_letters` (
	`id` text PRIMARY KEY NOT NULL,
	`scope` text NOT NULL,
	`kind` text NOT NULL,
	`cause` text NOT NULL,
	`reason` text NOT NULL,
	`receipt_id` text,
	`events` integer NOT NULL,
	`source` text,
	`died_at` integer NOT NULL,
	`replayed_at` integer,
	`deaths` integer DEFAULT 1 NOT NULL,
	`body` text
);
--> statement-breakpoint
CREATE INDEX `dead_letters_waiting` ON `dead_letters` (`scope`,`cause`,`died_at`) WHERE replayed_at IS NULL;--> statement-breakpoint
CREATE INDEX `dead_letters_parked` ON `dead_letters` (`id`) WHERE body IS NOT NULL;--> statement-breakpoint
CREATE INDEX `dead_letters_died` ON `dead_letters` (`scope`,`died_at`);--> statement-breakpoint
CREATE TABLE `decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`scope` text NOT NULL,
	`resource` text NOT NULL,
	`market` text NOT NULL,
	`departure_date` text NOT NULL,
	`days_out` text NOT NULL,
	`models` text NOT NULL,
	`at` integer NOT NULL,
	`simulated_clock` integer NOT NULL,
	`raw_key` text NOT NULL,
	`claims` text NOT NULL,
	`state` text NOT NULL,
	`due_at` integer,
	`settled_through` integer NOT NULL,
	`path` text,
	`verdicts` text,
	`settled_at` integer,
	`recorded_at` integer DEFAULT (unixepoch() * 1000) NOT NULL
);
--> statement-breakpoint
CREATE INDEX `decisions_due` ON `decisions` (`scope`,`due_at`,`id`) WHERE due_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `decisions_settled` ON `decisions` (`scope`,`settled_at`) WHERE settled_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `decisions_state` ON `decisions` (`scope`,`state`,`market`);--> statement-breakpoint
CREATE INDEX `decisions_recorded` ON `decisions` (`recorded_at`);--> statement-breakpoint
CREATE TABLE `erasures` (
	`id` text PRIMARY KEY NOT NULL,
	`scope` text NOT NULL,
	`user_hash` text,
	`requested_at` integer NOT NULL,
	`cleared_at` integer,
	`finished_at` integer,
	`objects` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `erasures_open` ON `erasures` (`scope`,`finished_at`);--> statement-breakpoint
CREATE TABLE `exchange_rates` (
	`scope` text NOT NULL,
	`date` text NOT NULL,
	`source` text NOT NULL,
	`per_euro` text NOT NULL,
	`loaded_at` integer DEFAULT (unixepoch() * 1000) NOT NULL,
	PRIMARY KEY(`scope`, `date`)
);
--> statement-breakpoint
CREATE TABLE `lake_cursors` (
	`name` text PRIMARY KEY NOT NULL,
	`after` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `lake_objects` (
	`raw_key` text PRIMARY KEY NOT NULL,
	`scope` text NOT NULL,
	`events` integer NOT NULL,
	`bad_lines` integer NOT NULL,
	`compacted_at` integer DEFAULT (unixepoch() * 1000) NOT NULL
);
--> statement-breakpoint
CREATE INDEX `lake_objects_compacted` ON `lake_objects` (`scope`,`compacted_at`);--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ledger_cells` (
	`scope` text NOT NULL,
	`day` text NOT NULL,
	`market` text NOT NULL,
	`model` text NOT NULL,
	`days_out` text NOT NULL,
	`measure` text NOT NULL,
	`horizon_days` integer NOT NULL,
	`bin` integer NOT NULL,
	`n` integer NOT NULL,
	`hits` integer NOT NULL,
	`said` real NOT NULL,
	`total` real NOT NULL,
	`possible` real NOT NULL,
	`censored` integer NOT NULL,
	PRIMARY KEY(`scope`, `market`, `day`, `model`, `days_out`, `measure`, `horizon_days`, `bin`)
);
--> statement-breakpoint
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
	`scope` text NOT NULL,
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
	`queued` integer NOT NULL,
	`source` text DEFAULT 'native' NOT NULL,
	`set_aside` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `receipts_idempotency` ON `receipts` (`key_id`,`idempotency_key`);--> statement-breakpoint
CREATE INDEX `receipts_recorded` ON `receipts` (`recorded_at`);