CREATE TABLE `experiment_counts` (
	`experiment_id` text NOT NULL,
	`arm` text NOT NULL,
	`exposed` integer NOT NULL,
	`clicked` integer NOT NULL,
	`booked` integer NOT NULL,
	PRIMARY KEY(`experiment_id`, `arm`)
);
--> statement-breakpoint
CREATE TABLE `experiments` (
	`id` text PRIMARY KEY NOT NULL,
	`scope` text NOT NULL,
	`name` text NOT NULL,
	`metric` text NOT NULL,
	`share` real NOT NULL,
	`treatment` text NOT NULL,
	`started_at` integer NOT NULL,
	`stopped_at` integer
);
--> statement-breakpoint
CREATE INDEX `experiments_scope` ON `experiments` (`scope`,`started_at`);