CREATE TABLE `incidents` (
	`id` text PRIMARY KEY NOT NULL,
	`scope` text NOT NULL,
	`family` text NOT NULL,
	`airline` text,
	`class` text NOT NULL,
	`state` text NOT NULL,
	`severity` text NOT NULL,
	`opened_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`resolved_at` integer,
	`markets` text NOT NULL,
	`parts` text NOT NULL,
	`verdict` text,
	`verdict_at` integer
);
--> statement-breakpoint
CREATE INDEX `incidents_scope` ON `incidents` (`scope`,`state`,`last_seen_at`);--> statement-breakpoint
CREATE INDEX `incidents_open` ON `incidents` (`scope`,`last_seen_at`) WHERE resolved_at IS NULL;--> statement-breakpoint
CREATE TABLE `watch_limits` (
	`scope` text NOT NULL,
	`market` text NOT NULL,
	`airline` text NOT NULL,
	`family` text NOT NULL,
	`factor` real NOT NULL,
	`until` integer NOT NULL,
	PRIMARY KEY(`scope`, `market`, `airline`, `family`)
);
