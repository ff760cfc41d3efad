CREATE TABLE `decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`live_mode` integer NOT NULL,
	`resource` text NOT NULL,
	`market` text NOT NULL,
	`departure_date` text NOT NULL,
	`days_out` text NOT NULL,
	`models` text NOT NULL,
	`at` integer NOT NULL,
	`travelled` integer NOT NULL,
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
CREATE INDEX `decisions_due` ON `decisions` (`live_mode`,`due_at`,`id`) WHERE due_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `decisions_settled` ON `decisions` (`live_mode`,`settled_at`) WHERE settled_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `decisions_state` ON `decisions` (`live_mode`,`state`,`market`);--> statement-breakpoint
CREATE INDEX `decisions_recorded` ON `decisions` (`recorded_at`);--> statement-breakpoint
CREATE TABLE `ledger_cells` (
	`live_mode` integer NOT NULL,
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
	PRIMARY KEY(`live_mode`, `market`, `day`, `model`, `days_out`, `measure`, `horizon_days`, `bin`)
);
