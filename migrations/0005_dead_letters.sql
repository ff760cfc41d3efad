CREATE TABLE `dead_letters` (
	`id` text PRIMARY KEY NOT NULL,
	`live_mode` integer NOT NULL,
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
CREATE INDEX `dead_letters_waiting` ON `dead_letters` (`live_mode`,`cause`,`died_at`) WHERE replayed_at IS NULL;--> statement-breakpoint
CREATE INDEX `dead_letters_parked` ON `dead_letters` (`id`) WHERE body IS NOT NULL;--> statement-breakpoint
CREATE INDEX `dead_letters_died` ON `dead_letters` (`live_mode`,`died_at`);