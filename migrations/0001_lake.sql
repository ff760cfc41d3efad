CREATE TABLE `alerts` (
	`id` text PRIMARY KEY NOT NULL,
	`live_mode` integer NOT NULL,
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
	`live_mode` integer NOT NULL,
	`table_name` text NOT NULL,
	`check_name` text NOT NULL,
	`status` text NOT NULL,
	`value` real NOT NULL,
	`threshold` real NOT NULL,
	`detail` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `data_quality_log_check` ON `data_quality_log` (`live_mode`,`table_name`,`check_name`);--> statement-breakpoint
CREATE TABLE `erasures` (
	`id` text PRIMARY KEY NOT NULL,
	`live_mode` integer NOT NULL,
	`user_hash` text,
	`requested_at` integer NOT NULL,
	`cleared_at` integer,
	`finished_at` integer,
	`objects` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `erasures_open` ON `erasures` (`live_mode`,`finished_at`);--> statement-breakpoint
CREATE TABLE `lake_cursors` (
	`name` text PRIMARY KEY NOT NULL,
	`after` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `lake_objects` (
	`raw_key` text PRIMARY KEY NOT NULL,
	`live_mode` integer NOT NULL,
	`events` integer NOT NULL,
	`bad_lines` integer NOT NULL,
	`compacted_at` integer DEFAULT (unixepoch() * 1000) NOT NULL
);
--> statement-breakpoint
CREATE INDEX `lake_objects_compacted` ON `lake_objects` (`live_mode`,`compacted_at`);--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`until` integer NOT NULL
);
