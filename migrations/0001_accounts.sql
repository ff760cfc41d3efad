CREATE TABLE `audit_entries` (
	`account` text NOT NULL,
	`sequence` integer NOT NULL,
	`at` integer NOT NULL,
	`action` text NOT NULL,
	`actor` text NOT NULL,
	`mode` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`previous` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`account`, `sequence`)
);
--> statement-breakpoint
CREATE TABLE `audit_heads` (
	`account` text PRIMARY KEY NOT NULL,
	`sequence` integer NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `accounts` ADD `pool` text;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `units_per_minute` integer;