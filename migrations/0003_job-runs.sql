CREATE TABLE `job_runs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`job` text NOT NULL,
	`scope` text,
	`at` integer NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`status` text NOT NULL,
	`error` text
);
--> statement-breakpoint
CREATE INDEX `job_runs_job` ON `job_runs` (`job`,`id`);--> statement-breakpoint
CREATE INDEX `job_runs_started` ON `job_runs` (`started_at`);--> statement-breakpoint
CREATE TABLE `job_standings` (
	`job` text PRIMARY KEY NOT NULL,
	`scheduled_at` integer NOT NULL,
	`succeeded_at` integer
);
--> statement-breakpoint
CREATE TABLE `job_steps` (
	`run_id` integer NOT NULL,
	`scope` text NOT NULL,
	`milliseconds` integer NOT NULL,
	`more` integer NOT NULL,
	`counts` text,
	`partitions` text,
	`error` text,
	PRIMARY KEY(`run_id`, `scope`)
);
